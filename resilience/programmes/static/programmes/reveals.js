// Questions that hang on an answer appear with it; without this file they are always there. Not the
// design system's own script: it says aria-expanded of a radio, which a radio has no right to.

const tell = () => {
  document.querySelectorAll("[data-programmes-reveals]").forEach((answer) => {
    const shown = document.getElementById(answer.dataset.programmesReveals);
    shown.classList.toggle("nhsuk-radios__conditional--hidden", !answer.checked);
  });
};

document.addEventListener("change", tell);
window.addEventListener("pageshow", tell);
