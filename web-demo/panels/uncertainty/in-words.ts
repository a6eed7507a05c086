import { short } from '../../texts/numbers.ts'
import type { UncertaintyWords } from '../../texts/en/uncertainty.ts'
import type { Distribution } from './uncertain.ts'

/** A distribution as a phrase. */
export function inWords(distribution: Distribution, words: UncertaintyWords): string {
  const number = (value: unknown) => short(value as number)
  switch (distribution.distribution) {
    case 'uniform':
    case 'logUniform':
      return words.ofUniform(number(distribution.low), number(distribution.high))
    case 'triangular':
      return words.ofTriangular(number(distribution.low), number(distribution.high), number(distribution.mode))
    case 'beta':
      return words.ofBeta(number(distribution.low), number(distribution.high))
    case 'normal':
      return words.ofNormal(number(distribution.mean), number(distribution.sd))
    case 'logNormal':
      return words.ofLogNormal(
        number(distribution.median),
        number(distribution.median / distribution.gsd),
        number(distribution.median * distribution.gsd),
      )
    case 'empirical':
      return words.ofEmpirical(String(distribution.values.length))
  }
}
