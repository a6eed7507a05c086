import type { ScenarioInput } from '../../bindings/scenario/schema.ts';
/** A complete one-factor scenario that a test may change. */
export declare function oneFactor(): ScenarioInput;
/** A complete two-factor scenario that a test may change. */
export declare function twoFactor(): ScenarioInput;
/** A copy of `input` with `value` at the path, for inputs that the types forbid; undefined removes what stands there. */
export declare function changed(input: unknown, path: readonly (string | number)[], value: unknown): any;
