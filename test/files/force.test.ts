/** Nothing is overwritten or removed without `force`, and what cannot end well is refused at the start. */
import { chmod, link, lstat, mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createEngine, mergeShards, OutputError, starterScenario, writeSweep } from '../../bindings/node.ts'
import { writeOutputFile } from '../../bindings/files/store/file.ts'
import { runCommand } from '../support/command.ts'
import { inFolder } from '../support/sweeps.ts'

const engine = await createEngine({ backend: 'js', workers: 0 })
const scenario = starterScenario()
const grid = { axes: [{ parameter: 'level', from: 0, to: 1, points: 10 }], metrics: ['profit' as const] }
const other = { ...grid, metrics: ['waste' as const] }
const write = (path: string, options = {}) => writeSweep(engine, scenario, path, { ...grid, ...options })
const shards = async (path: string) => [
  (await write(path, { shard: { index: 1, count: 2 } })).path,
  (await write(path, { shard: { index: 2, count: 2 } })).path,
]

const command = (folder: string, ...args: string[]) => runCommand(folder, args)

describe('without force', () => {
  test('the record of another file stays', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.csv')
      await writeFile(`${path}.json`, '{"mine":true}')
      const paths = await shards(path)
      for (const attempt of [() => write(path), () => write(path, { resume: true }), () => mergeShards(paths, path)]) {
        await expect(attempt()).rejects.toThrow(/its record would replace .*r\.csv\.json, which exists/)
      }
      expect(await readFile(`${path}.json`, 'utf8')).toBe('{"mine":true}')
      await write(path, { force: true })
      expect(JSON.parse(await readFile(`${path}.json`, 'utf8'))).toMatchObject({ backend: 'js' })
    }))

  test('the record of the same sweep, whose file is gone, is no hindrance', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.csv')
      await write(path)
      const record = await readFile(`${path}.json`)
      await write(path, { force: true })
      await writeFile(join(folder, 's.csv.json'), record)
      await write(join(folder, 's.csv'))
      await writeFile(join(folder, 't.csv.json'), record)
      await expect(writeSweep(engine, scenario, join(folder, 't.csv'), other)).rejects.toThrow('its record would replace')
    }))

  test('somebody’s files in a folder of that name stay, with force too where they are in nobody’s way', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.csv')
      await mkdir(`${path}.unfinished`)
      await writeFile(join(`${path}.unfinished`, 'thesis.txt'), 'mine')
      await write(path)
      await write(path, { force: true })
      expect(await readFile(join(`${path}.unfinished`, 'thesis.txt'), 'utf8')).toBe('mine')
      const data = join(folder, 's.csv.unfinished', 'data')
      await mkdir(join(folder, 's.csv.unfinished'))
      await writeFile(data, 'mine')
      for (const options of [{}, { resume: true }])
        await expect(write(join(folder, 's.csv'), options)).rejects.toThrow('offcut has not written what is there')
      expect(await readFile(data, 'utf8')).toBe('mine')
      expect(await readdir(join(folder, 's.csv.unfinished'))).toEqual(['data'])
    }))

  test('a file in the place of the folder is named', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.csv')
      await writeFile(`${path}.unfinished`, 'mine')
      await expect(write(path, { force: true })).rejects.toThrow(/r\.csv\.unfinished is in the way, which is no folder/)
      expect(await readFile(`${path}.unfinished`, 'utf8')).toBe('mine')
    }))

  test('an unfinished run is no merge’s to replace', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'r.csv')
      const paths = await shards(path)
      await expect(
        write(path, {
          axes: [{ parameter: 'level', from: 0, to: 1, points: 20_000 }],
          onProgress: () => {
            throw new Error('enough')
          },
          chunkSize: 5000,
        }),
      ).rejects.toThrow('enough')
      await mkdir(`${path}.unfinished`).catch(() => {})
      await writeFile(join(`${path}.unfinished`, 'journal'), 'nonsense')
      await expect(mergeShards(paths, path)).rejects.toThrow('the journal in')
      await mergeShards(paths, path, { force: true })
    }))
})

describe.skipIf(process.platform === 'win32')('with force', () => {
  test.each(['r.csv', 'r.parquet'])('%s keeps its mode, and is written through a link', (name) =>
    inFolder(async (folder) => {
      const [target, name2] = [join(folder, 'kept', name), join(folder, name)]
      await mkdir(join(folder, 'kept'))
      await writeFile(target, 'old')
      await chmod(target, 0o640)
      await symlink(join('kept', name), name2)
      await expect(write(name2)).rejects.toThrow('it exists')
      await write(name2, { force: true })
      expect((await lstat(name2)).isSymbolicLink()).toBe(true)
      expect((await stat(target)).mode & 0o777).toBe(0o640)
      expect(await readFile(target, 'utf8')).not.toBe('old')
      expect((await write(name2, { resume: true })).resumed).toBe(10)
      await mergeShards(await shards(join(folder, `s.${name}`)), name2, { force: true })
      expect((await lstat(name2)).isSymbolicLink()).toBe(true)
      expect((await stat(target)).mode & 0o777).toBe(0o640)
    }),
  )

  test('any other file too', () =>
    inFolder(async (folder) => {
      const [target, name] = [join(folder, 'a.txt'), join(folder, 'b.txt')]
      await writeFile(target, 'old')
      await chmod(target, 0o600)
      await symlink('a.txt', name)
      await writeOutputFile(name, { force: true }, (file) => file.write('new'))
      expect([await readFile(target, 'utf8'), (await stat(target)).mode & 0o777, (await lstat(name)).isSymbolicLink()]).toEqual([
        'new',
        0o600,
        true,
      ])
      expect((await readdir(folder)).sort()).toEqual(['a.txt', 'b.txt'])
    }))

  test('a device is no file', async () => {
    await expect(writeOutputFile('/dev/null', { force: true }, async () => {})).rejects.toThrow('it is a device or a pipe')
  })
})

describe('an output that is its own input is refused, forced or not:', () => {
  test.each(['r.csv', 'r.parquet'])('a shard that merge would replace, by whatever name: %s', (name) =>
    inFolder(async (folder) => {
      const [first, second] = await shards(join(folder, name))
      const alias = join(folder, `alias-${name}`)
      await link(second, alias)
      const before = await readFile(first)
      for (const out of [first, alias])
        await expect(mergeShards([first, second], out, { force: true })).rejects.toThrow(/it would replace .*, which is to be read/)
      expect((await readFile(first)).equals(before)).toBe(true)
    }),
  )

  test('a scenario in the place of the record or of the file', () =>
    inFolder(async (folder) => {
      const json = JSON.stringify({ ...scenario, sweep: grid })
      for (const [input, ...args] of [
        ['r.csv.json', 'sweep', 'r.csv.json', '--out', 'r.csv', '--force'],
        ['s.csv', 'sweep', 's.csv', '--out', 's.csv', '--force'],
        ['p.csv', 'path', 'p.csv', '--out', './p.csv', '--force'],
      ]) {
        await writeFile(join(folder, input), json)
        expect(await command(folder, ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining('which is to be read') })
        expect(await readFile(join(folder, input), 'utf8')).toBe(json)
      }
    }))
})

test('a name that leaves no room for those beside it is refused before anything runs', () =>
  inFolder(async (folder) => {
    const name = `${'n'.repeat(246)}.csv`
    let ran = false
    const attempt = write(join(folder, name), {
      onProgress: () => {
        ran = true
      },
    })
    await expect(attempt).rejects.toThrow(OutputError)
    await expect(
      writeOutputFile(join(folder, name), {}, async () => {
        ran = true
      }),
    ).rejects.toThrow('ENAMETOOLONG')
    expect(ran).toBe(false)
  }))
