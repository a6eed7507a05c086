/** Every file that is generated from the registry, by its path. */
import { assemblyLayout } from './assembly.ts'
import { bindingsLayout } from './bindings.ts'
import { documents } from './documents.ts'
import { lawNumbers } from './laws.ts'
import { resultTypes } from './result-types.ts'
import { scenarioTypes } from './scenario-types.ts'

export function generatedFiles(): Record<string, string> {
  return {
    'assembly/layout.ts': assemblyLayout(),
    'assembly/shared/path/law-numbers.ts': lawNumbers(),
    'bindings/model/layout.ts': bindingsLayout(),
    'bindings/result/values.ts': resultTypes(),
    'bindings/scenario/types.ts': scenarioTypes(),
    ...documents(),
  }
}
