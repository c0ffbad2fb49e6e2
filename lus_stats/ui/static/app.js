// On a phone the menu lies over the page: it closes when a page has been chosen from it, as Streamlit's own menu does.
document.addEventListener("click", (event) => {
  const link = event.target.closest('[data-testid="stSidebar"] [data-testid="stPageLink-NavLink"]');
  if (link && window.matchMedia("(max-width: 768px)").matches) {
    const close = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    setTimeout(() => close && close.click(), 0);
  }
});

// A letter alone is nobody's shortcut (WCAG 2.1.4): Streamlit would run the page again for "r".
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable='true']");
  const alone = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (alone && !typing && event.key !== " ") event.stopImmediatePropagation();
}, true);

// A figure keeps the colours it was drawn in: on the other ground, the white of paper too, the style sheet turns it about.
// The scheme is the app's own, which need not be the system's; its class is another when it changes.
let watched = null;
function scheme() {
  const app = document.querySelector('[data-testid="stApp"]');
  const tell = () => { document.documentElement.dataset.scheme = getComputedStyle(app).colorScheme; };
  if (app !== watched) new MutationObserver(tell).observe(app, { attributeFilter: ["class"] });
  watched = app;
  tell();
  return document.documentElement.dataset.scheme;
}

// Streamlit hands Plotly each figure twice, the second time as a copy. Plotly sees by its revision that the data are the
// same, but would draw it anew for the copy of Streamlit's own template: a difference there is told to mean nothing (D177).
function drawOnce(figure) {
  for (const { layoutAttributes } of figure?._fullLayout?._modules ?? []) {
    if (layoutAttributes) layoutAttributes.template ??= { valType: "any", editType: "none" };
  }
}

// A figure is heard as its text alternative and seen as its drawing: the loose words in it are not read out beside it.
// Its proportions are kept with it, so that on paper it can be as wide as its place there.
function frameFigure(drawn) {
  drawOnce(drawn.closest(".js-plotly-plot"));
  const [wide, high] = ["width", "height"].map((name) => drawn.getAttribute(name));
  if (!wide || !high) return;
  drawn.ariaHidden = "true";
  drawn.setAttribute("viewBox", `0 0 ${wide} ${high}`);
  if (!drawn.parentElement) return;
  drawn.parentElement.style.setProperty("--proportions", `${wide} / ${high}`);
  drawn.parentElement.dataset.drawn ??= scheme();
}
new MutationObserver((changes) => {
  for (const { type, target } of changes) {
    if (type === "attributes") {
      if (target.matches(".stPlotlyChart .main-svg")) frameFigure(target);
    } else if (target instanceof SVGElement) {
      continue; // a drawing's own thousands of changes: it stands in something that is none
    } else if (target.closest?.(".stPlotlyChart") || target.querySelector?.(".stPlotlyChart")) {
      target.querySelectorAll(".main-svg:not([viewBox])").forEach(frameFigure);
    }
  }
}).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["width", "height"] });

// A file that is too large, or of another kind, never reaches the page; the uploader forgets it with the others it took.
function tellRefused(files) {
  const place = document.getElementById("upload-refused");
  if (!place) return;
  const { most, types } = place.dataset;
  const faults = [...files].flatMap((file) => {
    if (file.size > most * 1024 * 1024) return [`${file.name} är större än ${most} MB. Dela upp den, eller läs in den med lus import.`];
    if (!types.split(" ").includes(file.name.split(".").pop().toLowerCase())) return [`${file.name}: filtypen tas inte emot.`];
    return [];
  });
  place.textContent = faults.join(" ");
}

const inUploader = (event) => event.target.closest?.('[data-testid="stFileUploader"]');
document.addEventListener("drop", (event) => inUploader(event) && tellRefused(event.dataTransfer.files), true);
document.addEventListener("change", (event) => inUploader(event) && event.target.files && tellRefused(event.target.files), true);
