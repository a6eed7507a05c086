/** The surface of the demo page in three dimensions. */
import { beforeAll, describe, expect, it } from 'vitest'
import { violationsIn } from '../support/axe.ts'
import { findChromium } from '../support/chromium.ts'
import { exported, settled, startDemoWithWebGL, visit, type Demo } from '../support/demo.ts'

let demo: Demo

describe.skipIf(!findChromium())('the surface in three dimensions', () => {
  beforeAll(async () => {
    demo = await startDemoWithWebGL()
  })

  it('loads the 3-D view on a second try, after the first has failed', async () => {
    const { page } = await visit(demo, { fragment: '#preset=workshop' })
    await page.route(/surface-view/, (route) => route.abort())
    const button = page.getByRole('button', { name: '3-D' })
    await button.click()
    await expect.poll(() => page.locator('.picture .notice').innerText()).toMatch(/could not be loaded/)
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('false')
    await page.unroute(/surface-view/)
    await button.click()
    await page.waitForSelector('.relief canvas')
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true')
  })

  it('turns a surface in three dimensions by keys', async () => {
    const { page, complaints } = await visit(demo, { width: 800, height: 600, fragment: '#preset=workshop' })
    await page.getByRole('button', { name: '3-D' }).click()
    const surface = page.locator('.relief canvas').first()
    await surface.waitFor()
    const look = () => surface.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    const blank = await page.evaluate(() => Object.assign(document.createElement('canvas'), { width: 10, height: 10 }).toDataURL().length)
    await expect.poll(async () => (await look()).length).toBeGreaterThan(20 * blank)
    const before = await settled(look)
    await surface.press('Shift+ArrowRight')
    await expect.poll(look).not.toBe(before)
    await surface.press('ArrowRight')
    await expect.poll(() => page.locator('.readout h2').innerText()).toBe('At the cross-hair')
    await surface.press('Enter')
    await expect.poll(() => page.url()).toContain('time=5.156')
    await expect.poll(() => page.url()).toContain('plot=surface')
    expect(complaints).toEqual([])
  })

  it('saves the surface in 3-D at that size too', async () => {
    const { page } = await visit(demo, { fragment: '#preset=workshop&plot=surface&points=32', until: '.relief canvas' })
    await page.locator('details.menu > summary').first().click()
    await page.locator('.menu-items select').selectOption('1080 × 1080')
    const png = await exported(page, 'Picture as PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1080, 1080])
    // The surface is there: its middle is neither one colour nor the page's ground.
    const colours = await page.evaluate(async (data) => {
      const image = Object.assign(new Image(), { src: `data:image/png;base64,${data}` })
      await image.decode()
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!
      context.drawImage(image, 0, 0)
      const { data: pixels } = context.getImageData(150, 300, 400, 400)
      const seen = new Set<number>()
      for (let k = 0; k < pixels.length; k += 4) seen.add((pixels[k] << 16) | (pixels[k + 1] << 8) | pixels[k + 2])
      return seen.size
    }, png.toString('base64'))
    expect(colours).toBeGreaterThan(200)
  })

  it('finds nothing that axe complains of in three dimensions', async () => {
    const { page } = await visit(demo, {
      fragment: '#preset=joinery&plot=surface&points=32',
      colorScheme: 'dark',
      width: 800,
      until: '.relief canvas',
    })
    expect(await violationsIn(page)).toEqual([])
  })
})
