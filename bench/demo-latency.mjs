// Prints how long the demo page takes from a slider's step to the drawn surface, at 64², 128² and 256² points, and from a
// click on its link to the first picture. Runs the built page (npm run demo:build) in a headless Chromium, without a GPU.
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { preview } from 'vite'

const STEPS = 60
const FLAGS = ['--headless', '--no-sandbox', '--disable-quic', '--no-first-run']
/** Name and flags of each view: without a GPU, the map is drawn by the processor, and WebGL is emulated by it. */
const VIEWS = {
  map: { name: 'map', flags: ['--disable-gpu'] },
  surface: { name: '3-D', flags: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] },
}

const root = fileURLToPath(new URL('../', import.meta.url))
const server = await preview({ configFile: `${root}web-demo/vite.config.ts`, logLevel: 'silent', preview: { port: 0, host: '127.0.0.1' } })
const url = server.resolvedUrls.local[0]
try {
  for (const [plot, { name, flags }] of Object.entries(VIEWS)) {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...FLAGS, ...flags] })
    if (plot === 'map')
      console.log(`first picture ${(await firstPicture(browser)).toFixed(0)} ms after navigation\n\nview  points   median       p95`)
    for (const size of [64, 128, 256]) {
      const { median, p95 } = await latency(browser, plot, size)
      console.log(`${name.padEnd(5)} ${`${size}²`.padEnd(6)} ${median.toFixed(1).padStart(6)} ms ${p95.toFixed(1).padStart(6)} ms`)
    }
    await browser.close()
  }
} finally {
  await server.close()
}

/** Milliseconds from navigation to the first drawn surface: the median of five visits, each with an empty cache. */
async function firstPicture(browser) {
  const times = []
  for (let i = 0; i < 5; i++) {
    const page = await browser.newPage()
    await page.goto(url)
    await page.waitForSelector('.plot[data-drawn]')
    times.push(
      await page.evaluate(() => {
        const [first] = performance.getEntriesByName('offcut picture')
        return first.startTime + first.duration
      }),
    )
    await page.close()
  }
  return median(times)
}

/** Steps of the disposal cost's slider, each waited for until its surface of so many points has been presented. */
async function latency(browser, plot, size) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
  await page.goto(`${url}#preset=joinery&plot=${plot}&points=${size}`)
  await page.waitForSelector(`.plot[data-drawn="${size}"]`)
  if (plot === 'surface') await page.waitForSelector('.relief canvas')
  await page.waitForTimeout(500)
  const times = await page.evaluate(
    async ({ steps, size }) => {
      const slider = document.querySelector('[data-path="waste.disposalCost"] input[type=range]')
      const presented = () =>
        new Promise((resolve) => {
          const observer = new PerformanceObserver((list) => {
            if (!list.getEntriesByName('offcut picture').some(({ detail }) => detail.size === size)) return
            observer.disconnect()
            requestAnimationFrame(() => setTimeout(resolve))
          })
          observer.observe({ type: 'measure' })
        })
      // As a drag begins: the address stays as it is until it ends.
      slider.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
      const times = []
      for (let i = 0; i < steps + 10; i++) {
        const done = presented()
        const began = performance.now()
        slider.value = String(60 + ((i * 37) % 200))
        slider.dispatchEvent(new Event('input', { bubbles: true }))
        await done
        // The first steps warm up.
        if (i >= 10) times.push(performance.now() - began)
      }
      return times
    },
    { steps: STEPS, size },
  )
  await page.close()
  return { median: median(times), p95: times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
