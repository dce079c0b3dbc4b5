// Comfort only: the sum of patients follows what is ticked. Without it a button adds them up.

const sum = document.querySelector("[data-forming-sum]");
const said = sum?.querySelector("p");
const ticks = [...document.querySelectorAll(".forming-tick")];
const own = document.querySelector("[data-own-patients]");

function addUp() {
  const lists = ticks.filter((one) => one.checked).map((one) => one.dataset.patients);
  if (own) lists.push(own.dataset.ownPatients);
  const unknown = lists.includes("");
  const total = lists.reduce((all, one) => all + Number(one), Number(sum.dataset.formingWith));
  const number = (value) => value.toLocaleString("en-GB");
  const strong = document.createElement("strong");
  strong.textContent = `${unknown ? "At least " : ""}${number(total)}`;
  said.replaceChildren(
    strong,
    ` registered patients. A cluster has ${number(Number(sum.dataset.formingSum))} or more.`,
  );
}

if (sum && said) ticks.forEach((one) => one.addEventListener("change", addUp));
