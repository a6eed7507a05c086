/** A distribution of a parameter, as the schema allows them (model.md section 8). */
export type Distribution =
  | { distribution: 'uniform' | 'logUniform'; low: number; high: number }
  | { distribution: 'triangular'; low: number; mode: number; high: number }
  | { distribution: 'normal'; mean: number; sd: number; low?: number; high?: number }
  | { distribution: 'logNormal'; median: number; gsd: number; low?: number; high?: number }
  | { distribution: 'beta'; low: number; high: number; alpha: number; beta: number }
  | { distribution: 'empirical'; values: readonly number[]; weights?: readonly number[] }
