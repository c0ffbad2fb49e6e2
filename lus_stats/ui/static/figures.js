// What a reader can do with a figure beside looking at it: take its picture along, and go to a municipality in it.

// Plotly's own button makes one kind of file and says nothing around the figure. A picture that travels alone carries
// its title, what it is of, the versions and terms it rests on, what is hidden, and "Demodata" where it is.
const SIDE = 14;
const LEAST_WIDTH = 640;
const LINE = 1.35;
const TITLE = 15, SAID = 12, UNDER = 11;

function wrapped(text, size, width) {
  const most = Math.max(Math.floor(width / (size * 0.47)), 20);
  const lines = [];
  for (const word of text.trim().split(/[ \n\t]+/)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines[0] ? lines : [];
}

const asText = (lines) => lines.join("\n").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br>");

function around(figure, card, caption) {
  const { width: drawn, height: tall, _size: edge } = figure._fullLayout;
  const width = Math.max(drawn, LEAST_WIDTH), inner = width - 2 * SIDE;
  const words = (part) => card?.querySelector(part)?.textContent || "";
  const above = [
    { lines: wrapped(words(".card-head h2"), TITLE, inner), size: TITLE, bold: true },
    { lines: wrapped(words(".card-head p"), SAID, inner), size: SAID },
  ];
  const under = { lines: wrapped(caption, UNDER, inner), size: UNDER };
  const high = (part) => part.lines.length * part.size * LINE + 4;
  const top = above.reduce((sum, part) => sum + high(part), 16), bottom = high(under) + 16;
  const colour = getComputedStyle(card || document.body).color;
  const note = (part, at) => ({
    text: part.bold ? `<b>${asText(part.lines)}</b>` : asText(part.lines), font: { size: part.size, color: colour },
    align: "left", showarrow: false, xref: "paper", yref: "paper", x: 0, xanchor: "left", xshift: SIDE - edge.l - 6, ...at,
  });
  const notes = [note(under, { y: 0, yanchor: "bottom", yshift: 6 - edge.b - bottom })];
  let down = 10;
  for (const part of above.filter((one) => one.lines.length)) {
    notes.push(note(part, { y: 1, yanchor: "top", yshift: edge.t + top - down }));
    down += high(part);
  }
  const margin = { ...figure.layout.margin, l: edge.l + 6, r: edge.r + 6, t: edge.t + top, b: edge.b + bottom, pad: edge.p, autoexpand: false };
  const size = { width, height: tall + top + bottom };
  const ground = getComputedStyle(card || document.body).backgroundColor;
  return { size, layout: { ...figure.layout, ...size, autosize: false, margin, paper_bgcolor: ground, annotations: [...(figure.layout.annotations || []), ...notes] } };
}

function takePicture(button) {
  const about = button.closest(".pictures");
  const key = button.dataset.figure.replace(/[^a-zA-Z0-9_-]/g, "-");
  const figure = document.querySelector(`.st-key-${key} .js-plotly-plot`);
  const plotlys = figure?.querySelector(".modebar-btn");
  if (!plotlys) return;
  // Plotly copies the layout as soon as it is asked, so the figure on the page never changes.
  const own = figure.layout, options = figure._context.toImageButtonOptions;
  const { size, layout } = around(figure, about.closest('[class*="st-key-card_"]'), about.dataset.caption);
  figure.layout = layout;
  figure._context.toImageButtonOptions = { ...options, ...size, format: button.dataset.picture, filename: about.dataset.name };
  try {
    plotlys.click();
  } finally {
    figure.layout = own;
    figure._context.toImageButtonOptions = options;
  }
}

// A municipality opens as Streamlit opens an address of the back button: at once, with the session kept.
function goTo(address) {
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-picture]");
  if (button) takePicture(button);
  const link = event.target.closest?.("a.place");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
  if (!link || elsewhere || event.defaultPrevented) return;
  event.preventDefault();
  goTo(link.href);
});

// On a touch screen a tap is how a value is read: there the names in the table are the way.
let touched = false;
document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; }, true);

function clicked({ points }) {
  const code = points.map((point) => point.customdata).find((one) => /^\d{4}$/.test(one));
  if (!code || touched) return;
  const address = new URL(location.href);
  address.pathname = address.pathname.replace(/[^/]*$/, "kommun");
  address.searchParams.set("kommun", code);
  address.searchParams.delete("version"); // the page writes that of what it shows
  goTo(address);
}

const followed = new WeakMap();
document.addEventListener("pointerover", (event) => {
  const figure = event.target.closest?.(".js-plotly-plot");
  if (!figure?.on || followed.get(figure) === figure._ev) return;
  followed.set(figure, figure._ev);
  figure.on("plotly_click", clicked);
});
