import { known } from '../../known.ts'
import type { Curve, SystemInput } from 'offcut/system'
import type { ComponentChildren } from 'preact'
import { parameterInfo, type Range } from '../../state/fields.ts'
import { getAt, numberAt } from '../../state/tree.ts'
import { Slider } from '../../views/field.tsx'
import { NumberBox } from '../kit/fields.tsx'
import { libraryText } from '../../state/problems.ts'
import { named } from './names.ts'
import { change, changeAt, document, origin, problems, system } from './state.ts'
import { withCopyOf, withLink, withoutEnterprise, withoutLink } from './structure.ts'
import { text } from './words.ts'

/** What moves the picture: links, curves and enterprises, each with its numbers. */
export function Controls() {
  const { groups, fields, structure } = text.value
  const { links = [], demands = [], supplies = [], enterprises = [] } = document.value
  return (
    <div class="system-controls">
      <Group title={groups.enterprises} isOpen>
        {enterprises.map((enterprise, i) => (
          <Enterprise key={i} enterprise={enterprise} index={i} />
        ))}
      </Group>
      <Group title={groups.demands} isOpen>
        {demands.map((curve, i) => (
          <CurveFields key={i} curve={curve as Curve} path={`demands[${i}]`} />
        ))}
      </Group>
      <Group title={groups.supplies}>
        {supplies.map((curve, i) => (
          <CurveFields key={i} curve={curve as Curve} path={`supplies[${i}]`} />
        ))}
      </Group>
      {system.value.regions.length > 1 && (
        <Group title={groups.links}>
          {links.map(({ name, material, from, to }, i) => (
            <fieldset key={i}>
              <legend>
                {named(known(name))}: {named(material)}, {named(from)} → {named(to)}
              </legend>
              <Field path={`links[${i}].tariff`} label={fields.tariff} kind="share" otherwise={0} />
              <Field path={`links[${i}].cost`} label={fields.cost} otherwise={0} />
              <Field path={`links[${i}].loss`} label={fields.loss} kind="share" most={0.9} otherwise={0} />
              <Capacity path={`links[${i}].capacity`} />
              <p class="chart-actions">
                <button
                  type="button"
                  aria-label={structure.removeNamed(named(name ?? ''))}
                  onClick={() => change(withoutLink(document.value, i))}
                >
                  {structure.remove}
                </button>
              </p>
            </fieldset>
          ))}
          <NewLink />
        </Group>
      )}
    </div>
  )
}

/** A link that is not there yet. */
function NewLink() {
  const { structure, material, from, to } = text.value
  const { materials, regions } = system.value
  const choices = [
    { name: 'material', label: material, options: materials.map((each) => each.name) },
    { name: 'from', label: from, options: regions },
    { name: 'to', label: to, options: regions.toReversed() },
  ]
  return (
    <form
      class="new-link"
      aria-label={structure.addLink}
      onSubmit={(event) => {
        event.preventDefault()
        const chosen = new FormData(event.currentTarget)
        const [what, start, end] = choices.map(({ name }) => String(chosen.get(name)))
        change(withLink(document.value, what, start, end))
      }}
    >
      {choices.map(({ name, label, options }) => (
        <label key={name}>
          {label}{' '}
          <select name={name}>
            {options.map((option) => (
              <option key={option} value={option}>
                {named(option)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button type="submit">{structure.addLink}</button>
    </form>
  )
}

function Group({ title, isOpen, children }: { title: string; isOpen?: boolean; children: ComponentChildren }) {
  return (
    <details open={isOpen} class="system-group">
      <summary>
        <h3>{title}</h3>
      </summary>
      <div class="system-fields">{children}</div>
    </details>
  )
}

type EnterpriseInput = NonNullable<SystemInput['enterprises']>[number]

function Enterprise({ enterprise, index }: { enterprise: EnterpriseInput; index: number }) {
  const { fields, leaves, structure } = text.value
  const path = `enterprises[${index}]`
  const { name, region, level, ports = {} } = enterprise
  return (
    <fieldset>
      <legend>
        {named(name ?? '')}, {named(region ?? '')}
      </legend>
      {level !== undefined && <Field path={`${path}.level`} label={fields.level} kind="share" />}
      {ownPrices(enterprise, path).map((own) => (
        <Field key={own} path={`${path}.scenario.${own}`} label={parameterInfo(own, {}).label} />
      ))}
      <Field path={`${path}.count`} label={fields.count} otherwise={1} />
      {Object.entries(ports).map(([port, each]) => (
        <Field
          key={port}
          path={`${path}.ports${/[.[]/.test(port) ? `[${port}]` : `.${port}`}.handling`}
          label={fields.handling(named(known(each).material))}
          otherwise={0}
        />
      ))}
      <label class="check">
        <input
          type="checkbox"
          checked={getAt(document.value, `${path}.exit`) === true}
          onChange={(event) => changeAt(`${path}.exit`, event.currentTarget.checked)}
        />
        {leaves}
      </label>
      <p class="chart-actions">
        <button type="button" onClick={() => change(withCopyOf(document.value, index))}>
          {structure.another(named(name ?? ''))}
        </button>
        <button
          type="button"
          aria-label={structure.removeNamed(named(name ?? ''))}
          disabled={known(document.value.enterprises).length === 1}
          onClick={() => change(withoutEnterprise(document.value, index))}
        >
          {structure.remove}
        </button>
      </p>
    </fieldset>
  )
}

/** What an enterprise with waste pays and gets for it outside the markets. */
function ownPrices({ ports = {} }: EnterpriseInput, path: string): string[] {
  if (!((numberAt(document.value, `${path}.scenario.waste.scale`) ?? 0) > 0)) return []
  const open = [
    ...(ports.discharged ? [] : ['waste.disposalCost']),
    'recycling.processingCost',
    ...(ports.additionalOutput ? [] : ['recycling.price']),
  ]
  return open.filter((own) => numberAt(document.value, `${path}.scenario.${own}`) !== undefined)
}

function CurveFields({ curve, path }: { curve: Curve; path: string }) {
  const { fields, taxHelp } = text.value
  const { name, material, region } = curve
  return (
    <fieldset>
      <legend>
        {named(name)}: {named(material)}, {named(region)}
      </legend>
      {curve.curve === 'linear' && (
        <>
          <Field path={`${path}.intercept`} label={fields.intercept} />
          <Field path={`${path}.slope`} label={fields.slope} />
        </>
      )}
      {curve.curve === 'constantElasticity' && (
        <>
          <Field path={`${path}.price`} label={fields.price} />
          <Field path={`${path}.quantity`} label={fields.quantity} />
          <Field path={`${path}.elasticity`} label={fields.elasticity} />
        </>
      )}
      {curve.curve === 'fixed' && (
        <>
          <Field path={`${path}.price`} label={fields.price} help={taxHelp} />
          <Capacity path={`${path}.capacity`} />
        </>
      )}
    </fieldset>
  )
}

/** A number of the document, with a slider around what it was. */
function Field({
  path,
  label,
  kind = '',
  help = '',
  most,
  otherwise,
}: {
  path: string
  label: string
  kind?: '' | 'share'
  help?: string
  most?: number
  otherwise?: number
}) {
  const base = numberAt(origin.value.document, path) ?? otherwise ?? 0
  const given = getAt(document.value, path)
  const value = given === undefined ? otherwise : given
  const own = problems.value.filter((problem) => problem.path === path)
  return (
    <Slider
      path={path}
      info={{ label, kind, unit: kind === 'share' ? '%' : '', help }}
      value={value}
      range={rangeAround(base, kind, most)}
      onChange={(next) => changeAt(path, next)}
      hasProblem={own.length > 0}
      problem={(id) =>
        own.length > 0 && (
          <p class="problem" id={id}>
            {own.map(libraryText).join(' ')}
          </p>
        )
      }
    />
  )
}

/** From 0 to three times what it was, on its side of 0; prices that are paid may become prices that are earned. */
function rangeAround(base: number, kind: '' | 'share', most = 1): Range {
  if (kind === 'share') return { from: 0, to: most, spacing: 'linear' }
  if (base < 0) return { from: 4 * base, to: -base, spacing: 'linear' }
  return { from: 0, to: base === 0 ? 1 : 3 * base, spacing: 'linear' }
}

/** A limit, or none. */
function Capacity({ path }: { path: string }) {
  const { fields, unlimited } = text.value
  const own = problems.value.find((problem) => problem.path === path)
  return (
    <NumberBox
      label={fields.capacity}
      help={unlimited}
      value={numberAt(document.value, path)}
      problem={own && libraryText(own)}
      onChange={(next) => changeAt(path, next)}
    />
  )
}
