import * as z from 'zod/mini'
import { descriptions } from './quantity.ts'
import { scenarioSchema } from './schema.ts'

/** The JSON Schema (draft 2020-12) of a scenario file. Rules that join several keys are parseScenario's alone. */
export function scenarioJsonSchema() {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input', metadata: descriptions })
  return { ...schema, title: 'offcut scenario' }
}
