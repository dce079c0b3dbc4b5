// Comfort only: every page works without this file.

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

const frontend = document.documentElement.dataset.frontend;
if (frontend) {
  import(frontend).then((nhsuk) => nhsuk.initAll()).catch(() => {
    document.body.classList.remove("js-enabled", "nhsuk-frontend-supported");
  });
}

// A box above a table that hides the rows without the words typed.
document.querySelectorAll("[data-look-filter]").forEach((holder, index) => {
  const rows = [...holder.querySelectorAll("tbody > tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const id = `look-filter-${index}`;

  const label = document.createElement("label");
  label.className = "nhsuk-label nhsuk-label--s";
  label.htmlFor = id;
  label.textContent = holder.dataset.lookFilter;

  const box = document.createElement("input");
  box.className = "nhsuk-input";
  box.id = id;
  box.type = "search";
  box.autocomplete = "off";

  const said = document.createElement("p");
  said.className = "look-filter__said";
  said.setAttribute("role", "status");

  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      const fits = words.every((word) => texts[at].includes(word));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    said.textContent = words.length ? `${shown} of ${rows.length} rows shown` : "";
  });

  const filter = document.createElement("div");
  filter.className = "look-filter";
  filter.append(label, box, said);
  holder.prepend(filter);
});
