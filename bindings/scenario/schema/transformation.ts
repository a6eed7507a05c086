import * as z from 'zod/mini'
import { between, descriptions, nonnegative, positive, real, section } from './quantity.ts'

const fraction = (description: string) => between(0, 1, description)
const ends = {
  from: fraction('level before the transition, from 0 to 1'),
  to: fraction('level that the transition leads to, from 0 to 1'),
}
const ramp = {
  ...ends,
  start: real('time at which the transition starts, years'),
  duration: positive('length of the transition, years'),
}

/** The transformation level over time, one variant a law. */
export const transformation = z
  .discriminatedUnion('law', [
    section({ law: z.literal('constant'), level: fraction('level at all times, from 0 to 1') }, 'a level that never changes'),
    section({ law: z.literal('linear'), ...ramp }, 'a straight ramp'),
    section({ law: z.literal('smoothstep'), ...ramp }, 'a ramp that starts and ends smoothly'),
    section(
      {
        law: z.literal('exponential'),
        ...ends,
        start: ramp.start,
        timescale: positive('time in which the remaining distance shrinks by the factor e, years'),
      },
      'a quick start that approaches its end more and more slowly',
    ),
    section(
      {
        law: z.literal('logistic'),
        ...ends,
        midpoint: real('time at which half of the transition is done, years'),
        timescale: positive('time in which the odds of the level grow by the factor e, years'),
      },
      'a symmetric S-curve',
    ),
    section(
      {
        law: z.literal('gompertz'),
        ...ends,
        inflection: real('time at which the transition is fastest, years'),
        timescale: positive('time in which the logarithm of the level shrinks by the factor e, years'),
      },
      'an S-curve with a long end',
    ),
    section(
      {
        law: z.literal('bass'),
        ...ends,
        start: ramp.start,
        innovation: positive('rate of adoption independent of others, per year'),
        imitation: nonnegative('rate of adoption by imitation, per year'),
      },
      'diffusion of an innovation after Bass',
    ),
    section(
      {
        law: z.literal('table'),
        times: knots(real('time of a knot, years'), 'times of the knots, increasing, years'),
        levels: knots(fraction('level at a knot, from 0 to 1'), 'level at each of the times, from 0 to 1'),
      },
      'a monotone cubic through given points, constant outside',
    ),
    section(
      {
        law: z.literal('invested'),
        from: ends.from,
        share: nonnegative('share of profit that is invested in conversion'),
      },
      'a level that profit pays for: a state of the time path',
    ),
  ])
  .register(descriptions, { description: 'the transformation level over time' })

function knots(element: ReturnType<typeof real>, description: string) {
  const error = 'a list of at least one number'
  return z.array(element, { error }).check(z.minLength(1, { error })).register(descriptions, { description })
}
