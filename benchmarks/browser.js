// What a page shows, as one text: words, key figures, both figures' marks and names, the map's colours, the tables.
window.__shown = () => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent)
  const marks = (selector, ...names) =>
    [...document.querySelectorAll(selector)].map((one) => names.map((name) => one.getAttribute(name)).join(' '))
  return JSON.stringify([
    texts('p.status'),
    texts('p.headline, dl.key-figures, .card-head, .stPlotlyChart svg text, table'),
    marks('.stPlotlyChart', 'aria-label'),
    marks('.scatterlayer path, .shapelayer path', 'd', 'transform'),
    marks('path.choroplethlocation', 'd', 'style'),
    marks('.spark', 'style'),
  ])
}
// From the reader's click on an option, or on a form's button, until the page shows `expected`, and has had a frame to paint it in.
// What is read at every frame is short; the whole is read only once that says the other view's words.
const PATIENCE_MS = 60000
const CLICKED = '[role=option], [data-testid$=FormSubmit]'
window.__start = (expected) => {
  const begun = performance.now()
  let clicked = null
  const status = () => document.querySelector('p.status')?.textContent
  const wanted = JSON.parse(expected)[0][0]
  const click = (event) => { if (event.target.closest(CLICKED)) clicked = performance.now() }
  document.addEventListener('pointerup', click, true)
  window.__drawn = new Promise((drawn, never) => {
    const look = () => {
      if (performance.now() - begun > PATIENCE_MS) { never(new Error('another page than before')); return }
      if (clicked === null || status() !== wanted || window.__shown() !== expected) { requestAnimationFrame(look); return }
      requestAnimationFrame(() => {
        document.removeEventListener('pointerup', click, true)
        drawn(performance.now() - clicked)
      })
    }
    look()
  })
}
