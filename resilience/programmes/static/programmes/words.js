// How many words are left, told while somebody types. The server counts again: without this file
// the limit stands beside the box as plain words. Counts as `look/words.py` does.

const BETWEEN = /[\s\u200b\u2060\ufeff—…]+|-{2,}/u;
const LETTER = /[\p{L}\p{N}]/gu;
const LONGEST_WORD = 45;
const MOST_BY_SLASHES = 3;

const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);

const wordsOf = (unbroken) => {
  let parts = unbroken.split("/").map((part) => (part.match(LETTER) || []).length).filter(Boolean);
  if (parts.length <= MOST_BY_SLASHES) parts = [sum(parts)];
  return sum(parts.map((letters) => Math.ceil(letters / LONGEST_WORD)));
};

export const count = (text) => sum(text.split(BETWEEN).map(wordsOf));

const plural = (number) => `${number.toLocaleString("en-GB")} ${number === 1 ? "word" : "words"}`;

document.querySelectorAll("[data-words]").forEach((shown) => {
  const limit = Number(shown.dataset.words);
  const box = shown.parentElement.querySelector("textarea");
  const said = document.createElement("div");
  said.className = "nhsuk-u-visually-hidden";
  said.setAttribute("role", "status");
  shown.after(said);

  const tell = () => {
    const left = limit - count(box.value);
    shown.textContent = left < 0 ? `You have ${plural(-left)} too many` : `You have ${plural(left)} left`;
    shown.classList.toggle("programmes-words--over", left < 0);
  };

  let pause;
  box.addEventListener("input", () => {
    tell();
    clearTimeout(pause);
    pause = setTimeout(() => { said.textContent = shown.textContent; }, 1000);
  });
  if (box.value) tell();
});
