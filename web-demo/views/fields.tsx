import { computed } from '@preact/signals'
import { draft } from '../state/scenario.ts'
import { NumberField, ProblemsAt } from './field.tsx'

/** Numbers of the scenario, and what is wrong with the list that they are of. */
export function Fields({ paths, list }: { paths: string[]; list?: string }) {
  return (
    <>
      {paths.map((path) => (
        <NumberField key={path} path={path} />
      ))}
      {list && <ProblemsAt path={list} />}
    </>
  )
}

const factorCount = computed(() => draft.value.factors.length)

/** The paths of a list with a number a resource. */
export function perFactor(list: string): string[] {
  return Array.from({ length: factorCount.value }, (_, i) => `${list}[${i}]`)
}
