/**
 * What a worker needs besides for samples and stages. It is a script of its own, whose text comes before that of a worker: a policy that
 * lets workers start may forbid them to load anything later. See scripts/workers.mjs.
 */
export { generateSamples } from '../plan/design/generator.ts'
export { Staging } from './staging.ts'
