import {
  AmbientLight,
  BufferAttribute,
  BufferGeometry,
  Color,
  DirectionalLight,
  DoubleSide,
  Mesh,
  MeshLambertMaterial,
  PerspectiveCamera,
  Raycaster,
  Scene,
  SRGBColorSpace,
  Vector2,
  Vector3,
  WebGLRenderer,
} from 'three'
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js'
import { LineMaterial } from 'three/examples/jsm/lines/LineMaterial.js'
import { LineSegments2 } from 'three/examples/jsm/lines/LineSegments2.js'
import { LineSegmentsGeometry } from 'three/examples/jsm/lines/LineSegmentsGeometry.js'
import type { Picture } from '../compute/picture.ts'
import { coarser, fillColours, fillHeights, fillNormals, heightScale, triangles } from './relief-mesh.ts'
import { reliefLines } from './relief-lines.ts'

/** Width, depth and height of the box that holds the surface; its centre is at the origin, height is z. */
export const BOX = { width: 1.3, depth: 1, height: 0.62 }

const TURN = Math.PI / 36

/** What a thrifty drawing has while something moves: cells along an axis at most, and pixels of each that it has at rest. */
const MOVING = { cells: 52, pixels: 0.6 }

/** What the camera looks at: a little below the middle of the box, so that the axes' names have room. */
const MIDDLE = new Vector3(0, 0, -0.25)

/** The surface in three dimensions, turned by mouse, touch and keys. Draws when something changed, never by itself. */
export class Relief {
  readonly canvas: HTMLCanvasElement
  readonly #renderer: WebGLRenderer
  readonly #scene = new Scene()
  readonly camera = new PerspectiveCamera(34, 1, 0.1, 20)
  readonly #controls: OrbitControls
  readonly #mesh: Mesh<BufferGeometry, MeshLambertMaterial>
  readonly #lines: LineSegments2[] = []
  /** By colour and width: a material that is made anew has its shaders compiled anew, which takes far longer than drawing. */
  readonly #materials = new Map<string, LineMaterial>()
  #width = 1
  #height = 1
  #size = 0
  /** Whether less is drawn while something moves. */
  readonly #isThrifty: boolean
  #isMoving = false
  #ratio = 1
  /** Called after every drawing: what lies over the surface moves with it. */
  onDraw: () => void = () => {}

  /**
   * Throws where the browser has no WebGL.
   * @param isThrifty draws without smoothed edges, and while something moves a coarser surface in fewer pixels: default where the processor draws
   */
  constructor(canvas: HTMLCanvasElement, isThrifty = drawsInSoftware()) {
    this.canvas = canvas
    this.#isThrifty = isThrifty
    this.#renderer = new WebGLRenderer({ canvas, antialias: !isThrifty, alpha: true, preserveDrawingBuffer: true })
    this.#renderer.outputColorSpace = SRGBColorSpace
    // Asking how a shader compiled waits until it has.
    this.#renderer.debug.checkShaderErrors = false
    const material = new MeshLambertMaterial({
      vertexColors: true,
      side: DoubleSide,
      polygonOffset: true,
      polygonOffsetFactor: 1,
      polygonOffsetUnits: 1,
    })
    this.#mesh = new Mesh(new BufferGeometry(), material)
    // The vertices move within the box; the first frame's sphere would cull later ones.
    this.#mesh.frustumCulled = false
    const sun = new DirectionalLight(new Color('#ffffff'), 1.5)
    sun.position.set(-1, -1.5, 3)
    this.#scene.add(this.#mesh, new AmbientLight(new Color('#ffffff'), 1.9), sun)
    this.camera.up.set(0, 0, 1)
    this.camera.position.set(-1.5, -1.95, 1.85)
    this.#controls = new OrbitControls(this.camera, canvas)
    this.#controls.target.copy(MIDDLE)
    this.#controls.enablePan = false
    this.#controls.minDistance = 1.6
    this.#controls.maxDistance = 6
    this.#controls.maxPolarAngle = Math.PI * 0.55
    this.#controls.addEventListener('change', () => this.draw())
    this.#controls.addEventListener('start', () => this.#move(true))
    this.#controls.addEventListener('end', () => {
      this.#move(false)
      this.draw()
    })
  }

  /** CSS pixels. */
  get width(): number {
    return this.#width
  }

  get height(): number {
    return this.#height
  }

  /** @param ratio pixels of the drawing a CSS pixel. */
  resize(width: number, height: number, ratio = Math.min(2, devicePixelRatio || 1)): void {
    this.#ratio = ratio
    this.#width = width
    this.#height = height
    this.#renderer.setPixelRatio(this.#isMoving ? ratio * MOVING.pixels : ratio)
    this.#renderer.setSize(width, height, false)
    this.camera.aspect = width / height
    // A narrow frame sees the box from farther away.
    this.camera.zoom = Math.min(0.98, (width / height) * 0.8)
    this.camera.updateProjectionMatrix()
    this.draw()
  }

  /** Something moves, or nothing any more: who says so draws. */
  #move(isMoving: boolean): void {
    if (!this.#isThrifty || isMoving === this.#isMoving) return
    this.#isMoving = isMoving
    this.#renderer.setPixelRatio(isMoving ? this.#ratio * MOVING.pixels : this.#ratio)
  }

  /** Shows a picture between the ends of its scale. @param isMoving whether another one is about to follow */
  show(whole: Picture, extent: [number, number], marker: { x: number; y: number }, isMoving = false): void {
    this.#move(isMoving)
    const picture = this.#isMoving ? coarser(whole, MOVING.cells) : whole
    const geometry = this.#geometryFor(picture.x.length)
    const height = heightScale(extent, BOX.height)
    const positions = geometry.getAttribute('position') as BufferAttribute
    fillHeights(positions.array as Float32Array, picture, height, BOX)
    fillNormals(geometry.getAttribute('normal').array as Float32Array, positions.array as Float32Array, picture.x.length)
    fillColours(geometry.getAttribute('color').array as Float32Array, picture, extent)
    for (const name of ['position', 'normal', 'color']) geometry.getAttribute(name).needsUpdate = true
    const index = triangles(picture)
    // One that is on its way to the renderer already is not sent again.
    if (geometry.index?.array !== index) geometry.setIndex(new BufferAttribute(index, 1))
    this.#replaceLines(picture, height, marker)
    this.draw()
  }

  #geometryFor(size: number): BufferGeometry {
    if (size === this.#size) return this.#mesh.geometry
    this.#mesh.geometry.dispose()
    const geometry = new BufferGeometry()
    for (const name of ['position', 'normal', 'color'])
      geometry.setAttribute(name, new BufferAttribute(new Float32Array(3 * size * size), 3))
    this.#mesh.geometry = geometry
    this.#size = size
    return geometry
  }

  #replaceLines(picture: Picture, height: (value: number) => number, marker: { x: number; y: number }): void {
    for (const line of this.#lines.splice(0)) {
      this.#scene.remove(line)
      line.geometry.dispose()
    }
    for (const { positions, colour, width } of reliefLines(picture, height, BOX, marker)) {
      if (positions.length === 0) continue
      const line = new LineSegments2(new LineSegmentsGeometry().setPositions(positions), this.#materialOf(colour, width))
      line.frustumCulled = false
      this.#lines.push(line)
      this.#scene.add(line)
    }
  }

  #materialOf(color: string, linewidth: number): LineMaterial {
    const key = `${color} ${linewidth}`
    const material = this.#materials.get(key) ?? new LineMaterial({ color, linewidth })
    this.#materials.set(key, material)
    return material
  }

  draw(): void {
    this.#renderer.render(this.#scene, this.camera)
    this.onDraw()
  }

  /** Turns and zooms by steps: positive is to the right, upwards, nearer. */
  turn(across: number, up: number, nearer: number): void {
    const offset = this.camera.position.clone().sub(MIDDLE)
    const azimuth = Math.atan2(offset.y, offset.x) + across * TURN
    const elevation = Math.min(1.5, Math.max(-0.1, Math.asin(offset.z / offset.length()) + up * TURN))
    const distance = Math.min(6, Math.max(1.6, offset.length() * 0.92 ** nearer))
    offset.set(Math.cos(elevation) * Math.cos(azimuth), Math.cos(elevation) * Math.sin(azimuth), Math.sin(elevation))
    this.camera.position.copy(MIDDLE).addScaledVector(offset, distance)
    this.#controls.update()
    this.draw()
  }

  /** Looks at the surface from where another one is looked at. */
  lookAs({ camera }: Relief): void {
    this.camera.position.copy(camera.position)
    this.#controls.update()
  }

  /** Where a point of the box is on the canvas, CSS pixels. */
  project(x: number, y: number, z: number): { x: number; y: number } {
    const { x: u, y: v } = new Vector3(x, y, z).project(this.camera)
    return { x: ((u + 1) / 2) * this.#width, y: ((1 - v) / 2) * this.#height }
  }

  /** Place on the surface, from 0 to 1 along each axis, that is seen at a point of the canvas. */
  pick(left: number, top: number): { u: number; v: number } | undefined {
    const pointer = new Vector2((left / this.#width) * 2 - 1, 1 - (top / this.#height) * 2)
    const ray = new Raycaster()
    ray.setFromCamera(pointer, this.camera)
    this.#mesh.geometry.computeBoundingSphere()
    const [hit] = ray.intersectObject(this.#mesh)
    return hit && { u: hit.point.x / BOX.width + 0.5, v: hit.point.y / BOX.depth + 0.5 }
  }

  dispose(): void {
    this.#controls.dispose()
    this.#mesh.geometry.dispose()
    this.#mesh.material.dispose()
    for (const line of this.#lines) line.geometry.dispose()
    for (const material of this.#materials.values()) material.dispose()
    this.#renderer.dispose()
  }
}

/** Whether this browser's WebGL is the processor's work, as its own name says. */
function drawsInSoftware(): boolean {
  const context = document.createElement('canvas').getContext('webgl2')
  const names = context?.getExtension('WEBGL_debug_renderer_info')
  const name = names ? String(context?.getParameter(names.UNMASKED_RENDERER_WEBGL)) : ''
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name)
}
