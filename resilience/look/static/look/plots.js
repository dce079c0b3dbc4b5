// Names the practice nearest to the pointer, or step by step with the arrow keys, and links to it.
// Comfort only: the same practices stand in the table and in the file beside each chart.

const SVG = "http://www.w3.org/2000/svg";
const kept = new Map();

function placesAt(address) {
  if (!kept.has(address)) kept.set(address, fetch(address).then((answer) => answer.json()));
  return kept.get(address);
}

function nearest(dots, x, y) {
  let found = -1;
  let least = 900; // a pointer farther off than 30 units points at nobody
  dots.forEach(([across, down], at) => {
    const apart = (across - x) ** 2 + (down - y) ** 2;
    if (apart < least) [least, found] = [apart, at];
  });
  return found;
}

document.querySelectorAll("[data-look-points]").forEach((plot) => {
  const { lookPoints, lookSeries, lookPractice } = plot.dataset;
  const drawing = plot.querySelector("svg");

  const ground = document.createElement("div");
  ground.className = "look-plot__ground";
  ground.tabIndex = 0;
  ground.setAttribute("role", "group");
  ground.setAttribute(
    "aria-label",
    "Practices in the chart, from left to right. Left and right arrow keys step, Enter opens the practice.",
  );
  drawing.replaceWith(ground);
  ground.append(drawing);

  const said = document.createElement("p");
  said.className = "look-plot__said";
  said.setAttribute("role", "status");
  ground.after(said);

  const here = document.createElementNS(SVG, "circle");
  here.setAttribute("class", "look-plot__here");
  here.setAttribute("r", "8");

  let dots = [];
  let practices = [];
  let current = -1;

  async function ready() {
    if (dots.length) return;
    const places = await placesAt(lookPoints);
    practices = places.practices;
    dots = [...places[lookSeries]].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  }

  function address() {
    return lookPractice.replace("CODE", practices[dots[current][2]][0]);
  }

  function show(at) {
    if (at === current || at < 0 || at >= dots.length) return;
    current = at;
    const [x, y, number] = dots[at];
    const [code, name, text] = practices[number];
    here.setAttribute("cx", x);
    here.setAttribute("cy", y);
    drawing.append(here);
    const link = document.createElement("a");
    link.href = address();
    link.textContent = name;
    said.replaceChildren(link, ` ${code}: ${text}`);
  }

  drawing.addEventListener("pointermove", async (event) => {
    await ready();
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    show(nearest(dots, place.x, place.y));
  });

  drawing.addEventListener("click", (event) => {
    if (current >= 0 && event.pointerType !== "touch") window.location.assign(address());
  });

  ground.addEventListener("keydown", async (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (event.key === "Enter" && current >= 0) window.location.assign(address());
    if (!(event.key in steps)) return;
    event.preventDefault();
    await ready();
    show(Math.min(Math.max(current + steps[event.key], 0), dots.length - 1));
  });
});

// Figures that are folded away on the screen are wanted on paper.
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("main details").forEach((details) => { details.open = true; });
});
