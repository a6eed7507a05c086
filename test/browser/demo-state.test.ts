/** What the page does between a change and a picture, by itself. */
import { effect, signal } from '@preact/signals'
import { describe, expect, it, vi } from 'vitest'
import { followAtPace } from '../../web-demo/compute/pace.ts'
import { takeTogether } from '../../web-demo/compute/together.ts'
import { settled } from '../../web-demo/state/settled.ts'
import { leaves, withAt } from '../../web-demo/state/tree.ts'

describe('what follows a drag', () => {
  const start = () => {
    vi.useFakeTimers()
    const [wanted, isMoving, beat] = [signal(0), signal(false), signal(0)]
    const followed: number[] = []
    followAtPace({ wanted, isMoving, beat, isLight: (next) => next < 0, follow: (next) => followed.push(next) })
    return { wanted, isMoving, beat, followed }
  }

  it('is not held up where nothing moves', () => {
    const { wanted, followed } = start()
    wanted.value = 1
    wanted.value = 2
    expect(followed).toEqual([0, 1, 2])
    vi.useRealTimers()
  })

  it('leaves time for pictures, comes after one of them or a while, and takes the last change', () => {
    const { wanted, isMoving, beat, followed } = start()
    vi.advanceTimersByTime(1000)
    isMoving.value = true
    wanted.value = 1
    wanted.value = 2
    beat.value++
    expect(followed).toEqual([0, 1])
    vi.advanceTimersByTime(100)
    wanted.value = 3
    expect(followed).toEqual([0, 1])
    beat.value++
    expect(followed).toEqual([0, 1, 3])
    wanted.value = 4
    wanted.value = -1
    expect(followed).toEqual([0, 1, 3, -1])
    wanted.value = 5
    vi.advanceTimersByTime(1000)
    expect(followed).toEqual([0, 1, 3, -1, 5])
    wanted.value = 6
    isMoving.value = false
    expect(followed).toEqual([0, 1, 3, -1, 5, 6])
    vi.useRealTimers()
  })
})

describe('paths into a scenario', () => {
  it('set, remove and list values without touching the original', () => {
    const tree = { factors: [{ price: 1 }], waste: { scale: 2 } }
    expect(withAt(tree, 'factors[0].price', 3)).toEqual({ factors: [{ price: 3 }], waste: { scale: 2 } })
    expect(withAt(tree, 'factors[1].price', 4).factors).toEqual([{ price: 1 }, { price: 4 }])
    expect(withAt(tree, 'waste.scale', undefined)).toEqual({ factors: [{ price: 1 }], waste: {} })
    expect(leaves(tree)).toEqual(
      new Map([
        ['factors[0].price', 1],
        ['waste.scale', 2],
      ]),
    )
    expect(tree).toEqual({ factors: [{ price: 1 }], waste: { scale: 2 } })
  })

  it('never reach an object’s prototype', () => {
    const tree = withAt({}, '__proto__.polluted', 1)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(tree).toEqual({})
    expect(withAt({}, 'constructor.prototype.polluted', 1)).toEqual({ constructor: { prototype: { polluted: 1 } } })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('what one change brings', () => {
  const answered = (milliseconds: number, value: string) => new Promise<string>((resolve) => setTimeout(() => resolve(value), milliseconds))

  it('is shown in one update, but for what is slow or fails', async () => {
    vi.useFakeTimers()
    const [first, second] = [signal(''), signal('')]
    const updates: string[] = []
    effect(() => void updates.push(first.value + second.value))
    void takeTogether(answered(5, 'a'), (value) => (first.value = value))
    void takeTogether(answered(20, 'b'), (value) => (second.value = value))
    await vi.advanceTimersByTimeAsync(100)
    expect(updates).toEqual(['', 'ab'])
    void takeTogether(answered(5, 'c'), (value) => (first.value = value))
    void takeTogether(answered(500, 'd'), (value) => (second.value = value))
    await vi.advanceTimersByTimeAsync(100)
    expect(updates.slice(2)).toEqual(['cb'])
    const failed = takeTogether(Promise.reject(new Error('no')), () => (second.value = 'never'))
    await expect(failed).rejects.toThrow('no')
    await vi.advanceTimersByTimeAsync(1000)
    expect(updates.slice(2)).toEqual(['cb', 'cd'])
    vi.useRealTimers()
  })
})

describe('a settled value', () => {
  it('is the same one while it says the same', () => {
    const number = signal(1)
    const value = settled(() => (number.value < 0 ? undefined : { is: Math.floor(number.value) }))
    const before = value.value
    number.value = 1.5
    expect(value.value).toBe(before)
    number.value = 2
    expect(value.value).toEqual({ is: 2 })
  })

  it('may be undefined', () => {
    expect(settled(() => undefined).value).toBeUndefined()
  })
})
