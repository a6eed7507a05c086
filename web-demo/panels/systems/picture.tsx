import { known } from '../../known.ts'
import { signal } from '@preact/signals'
import { useMemo, useState } from 'preact/hooks'
import type { DocumentTable } from 'offcut/studies'
import { count, short } from '../../texts/numbers.ts'
import { Choice } from '../../views/field.tsx'
import { Table } from '../kit/table.tsx'
import { kitWords } from '../kit/words.ts'
import { useWidth } from '../kit/width.ts'
import { BESIDE, fitted, LINE, roomOf } from './labels.ts'
import { pictureOf, scaleFor, type Band, type Box, type Measure } from './layout.ts'
import { named } from './names.ts'
import { isGhost, networkOf, type Network, type Ribbon } from './network.ts'
import { before, type Solved } from './solving.ts'
import { changeAt, document, origin } from './state.ts'
import { text } from './words.ts'

const measure = signal<Measure>('quantity')
const LEAST_WIDTH = 820

/** What moves, as ribbons: as wide as there is much of it. */
export function Picture({ system, result, isOld }: Solved & { isOld: boolean }) {
  const words = text.value
  const { element, width } = useWidth<HTMLDivElement>(900)
  const [isTable, setTable] = useState(false)
  const [pointed, setPointed] = useState<string>()
  const network = networkOf(system, result)
  // One scale for a document, whatever is changed of it: more is seen to be more.
  const perUnit = useMemo(() => scaleFor(network, measure.value), [origin.value, measure.value, before.value === undefined])
  const picture = pictureOf(network, measure.value, Math.max(LEAST_WIDTH, width), perUnit)
  const shown = picture.bands.find(({ ribbon }) => ribbon.id === pointed)
  return (
    <figure class="sankey" aria-busy={isOld}>
      <figcaption>
        <strong>{words.picture}</strong>
        <Kinds network={network} />
      </figcaption>
      <div class="sankey-frame" ref={element}>
        {isTable ? (
          <Table {...tableOf(network)} />
        ) : (
          <svg width={picture.width} height={picture.height} role="group" aria-label={words.picture}>
            {picture.bands.map((band) => (
              <RibbonPath key={band.ribbon.id} band={band} network={network} onPoint={setPointed} />
            ))}
            {picture.boxes.map(({ id, kind, x, y, width: across, height }) => (
              <g key={id} class={`place ${kind}`}>
                <rect x={x} y={y} width={across} height={height} />
              </g>
            ))}
            {picture.boxes.map((box) => (
              <PlaceName key={box.id} box={box} room={roomOf(box, picture)} />
            ))}
          </svg>
        )}
      </div>
      <p class="reading" aria-hidden="true">
        {shown ? tellRibbon(shown.ribbon, network) : ' '}
      </p>
      <p class="help">{words.pictureHelp}</p>
      <div class="boxes">
        <Choice
          label={words.measure}
          value={measure.value}
          options={(['quantity', 'money'] as const).map((name) => ({ value: name, label: words.measures[name] }))}
          onChange={(name) => (measure.value = name)}
        />
        <p class="chart-actions">
          <button type="button" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            {kitWords.value.asTable}
          </button>
        </p>
      </div>
    </figure>
  )
}

/** Which kinds of material there are, with their colours. */
function Kinds({ network }: { network: Network }) {
  const kinds = [...new Set(network.ribbons.map(({ kind }) => kind))]
  return (
    <span class="keys-of-chart">
      {kinds.map((kind) => (
        <span key={kind}>
          <i class={`key-kind ${kind}`} /> {text.value.kinds[kind]}
        </span>
      ))}
    </span>
  )
}

function RibbonPath({ band, network, onPoint }: { band: Band; network: Network; onPoint(id: string | undefined): void }) {
  const { ribbon, path, width, isIdle } = band
  const { link, kind, id } = ribbon
  const pointing = { onPointerEnter: () => onPoint(id), onPointerLeave: () => onPoint(undefined) }
  const told = tellRibbon(ribbon, network)
  if (link === undefined)
    return (
      <path class={`ribbon ${kind}${isIdle ? ' idle' : ''}`} d={path} stroke-width={width} {...pointing}>
        <title>{told}</title>
      </path>
    )
  const name = named(document.value.links?.[link]?.name ?? '')
  const isCut = document.value.links?.[link]?.capacity === 0
  const toggle = () => toggleLink(link)
  return (
    <g
      class="trade"
      role="button"
      tabindex={0}
      aria-pressed={isCut}
      aria-label={`${isCut ? text.value.takeUp(name) : text.value.cut(name)}. ${told}`}
      onClick={toggle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        toggle()
      }}
      onFocus={() => onPoint(id)}
      onBlur={() => onPoint(undefined)}
      {...pointing}
    >
      <path class="outline" d={path} stroke-width={width + 5} />
      <path class="touch" d={path} stroke-width={Math.max(18, width)} />
      <path class={`ribbon ${kind}${isIdle ? ' idle' : ''}${isCut ? ' cut' : ''}`} d={path} stroke-width={width} />
    </g>
  )
}

/** Cuts a link, or gives it the capacity back that it had. */
function toggleLink(index: number): void {
  const link = known(document.value.links)[index]
  const had = origin.value.document.links?.[index]?.capacity
  changeAt(`links[${index}].capacity`, link.capacity === 0 ? (had === 0 ? null : (had ?? null)) : 0)
}

/** A place's words, over every box. */
function PlaceName({ box, room }: { box: Box; room: number }) {
  const { x, y, width, height, kind } = box
  const [first, ...others] = fitted(linesOf(box), room)
  const top = y + height / 2 - (others.length * LINE) / 2
  return (
    <g class={`place ${kind}`}>
      <text x={x + width + BESIDE} y={top} dy="0.35em">
        {first}
      </text>
      {others.map((line, i) => (
        <text key={i} class="of-place" x={x + width + BESIDE} y={top + (i + 1) * LINE} dy="0.35em">
          {line}
        </text>
      ))}
    </g>
  )
}

/** A place's name; then where it is, and its price or what it earns: in a line each where they need one. */
function linesOf({ id, kind, name, region, price, profit, operating }: Box): string[][] {
  const words = text.value
  const title = (isGhost(id) ? '↩ ' : '') + named(name)
  if (kind === 'market') return [[title], [`${named(region)}:`, price === undefined ? '' : short(price)]]
  if (kind !== 'enterprise') return [[title]]
  const earns = profit === undefined || operating === 0 ? words.several(count(0)) : words.earns(short(profit))
  return [[title], operating !== undefined && operating > 1 ? [`${earns},`, words.several(short(operating))] : [earns]]
}

function nameOf(id: string, { places }: Network): string {
  const place = places.find((each) => each.id === id)
  if (!place) return id
  return place.kind === 'market' ? text.value.market(named(place.name), named(place.region)) : named(place.name)
}

function tellRibbon({ from, to, material, quantity, price }: Ribbon, network: Network): string {
  const plain = (id: string) => nameOf(isGhost(id) ? id.slice(2) : id, network)
  return text.value.ribbon(named(material), plain(from), plain(to), short(quantity), short(price))
}

function tableOf(network: Network): DocumentTable {
  const words = text.value
  return {
    title: words.picture,
    columns: [words.from, words.to, words.material, words.quantity, words.price],
    rows: network.ribbons.map(({ from, to, material, quantity, price }) => [
      nameOf(from, network),
      nameOf(to, network),
      named(material),
      quantity,
      price,
    ]),
  }
}
