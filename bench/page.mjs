// Prints of the demo page: milliseconds to the first picture; from a slider's step to the drawn surface, at 64², 128² and 256² points; the
// longest frames of a drag of 20 seconds; and the memory after each of some minutes of dragging (--minutes 10, by default 1). Runs the built
// page (npm run demo:build) in a headless Chromium, without a GPU.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { preview } from 'vite'

const STEPS = 60
const DRAG_SECONDS = 20
const MINUTES = Number(parseArgs({ options: { minutes: { type: 'string', default: '1' } } }).values.minutes)
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
    if (plot === 'map') await long(browser)
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

/** The frames of a long drag, and what the page's heap holds while it goes on. */
async function long(browser) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
  await page.goto(`${url}#preset=joinery`)
  await page.waitForSelector('.plot[data-drawn="256"]')
  const frames = (await drag(page, DRAG_SECONDS)).sort((a, b) => b - a)
  const over = frames.filter((frame) => frame > 100).length
  console.log(`\na drag of ${DRAG_SECONDS} s: ${frames.length} frames, the longest ${frames[0].toFixed(0)} ms, ${over} over 100 ms\n`)
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  const megabytes = async () => {
    await session.send('HeapProfiler.collectGarbage')
    return ((await session.send('Runtime.getHeapUsage')).usedSize / 1e6).toFixed(1)
  }
  console.log(`minutes of dragging   heap, MB\n${'0'.padStart(19)}   ${await megabytes()}`)
  for (let minute = 1; minute <= MINUTES; minute++) {
    await drag(page, 60)
    console.log(`${String(minute).padStart(19)}   ${await megabytes()}`)
  }
  await page.close()
}

/** Moves the disposal cost's slider at each frame, as a hand would. @returns the milliseconds of each frame */
function drag(page, seconds) {
  return page.evaluate(async (seconds) => {
    const slider = document.querySelector('[data-path="waste.disposalCost"] input[type=range]')
    slider.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    const frame = () => new Promise(requestAnimationFrame)
    const began = await frame()
    const times = []
    for (let now = began, i = 0; now - began < 1000 * seconds; i++) {
      slider.value = String(Math.round(200 + 150 * Math.sin(i / 40)))
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      const next = await frame()
      times.push(next - now)
      now = next
    }
    dispatchEvent(new PointerEvent('pointerup'))
    return times
  }, seconds)
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
