/** Every file that is generated from the registry, by its path. */
import { assemblyLayout } from './assembly.ts'
import { bindingsLayout } from './bindings.ts'
import { scenarioTypes } from './scenario-types.ts'

export function generatedFiles(): Record<string, string> {
  return {
    'assembly/layout.ts': assemblyLayout(),
    'bindings/model/layout.ts': bindingsLayout(),
    'bindings/scenario/types.ts': scenarioTypes(),
  }
}
