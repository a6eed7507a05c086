/**
 * What is followed along a path: a state or an integral, as the two kinds of steps see it.
 *
 * The explicit Runge–Kutta method of Dormand and Prince of order 8 with error estimates of orders 5 and 3 and an interpolant
 * of order 7 (DOP853), for one component of a solution. Coefficients: E. Hairer, S. P. Nørsett and G. Wanner, Solving Ordinary
 * Differential Equations I, 2nd ed., Springer 1993, section II.10. They stand in the sums themselves, which leaves out those that are 0.
 */

import { DEGREE } from './chebyshev.ts'

/** Stages of a step. Stage 12 is the derivative at its end, the first stage of the next; 13 to 15 serve the interpolant only. */
export const STAGES: i32 = 12
export const ALL_STAGES: i32 = 16

/** Integrals need no stages from 1 to this one: they have no weight but in each other. */
export const FIRST_WEIGHED: i32 = 5

/** Times of the stages, as shares of the step. */
export const NODES: StaticArray<f64> = [
  0, 0.05260015195876773, 0.0789002279381516, 0.1183503419072274, 0.2816496580927726, 0.3333333333333333, 0.25,
  0.3076923076923077, 0.6512820512820513, 0.6, 0.8571428571428571, 1.0, 1.0, 0.1, 0.2, 0.7777777777777778,
]

/** One component over one step. They form a chain, which is quicker to walk along than a list. */
export class Component {
  next!: Component
  /** At the start and at the end of the step, and where it is looked at. */
  from: f64 = 0
  to: f64 = 0
  now: f64 = 0
  /** How large its error in the step may be. */
  estimate: f64 = 0
  /**
   * Its derivative at each stage of a step. Over a panel: the values at its points, of a volume its own, of an integral those of
   * its derivative; and its series.
   */
  readonly values: Float64Array = new Float64Array(DEGREE + 1)
  readonly series: Float64Array = new Float64Array(DEGREE + 2)
  /** What the derivative changes by along the step. */
  change: f64 = 0
  /** Stands at a value, to step from. */
  place(value: f64): void {
    this.from = value
    this.to = value
    this.now = value
  }

  /** The sum of the stages before `stage`, each with its weight: what the component gains until then, over the length of the step. */
  weigh(stage: i32): f64 {
    const k = this.values
    switch (stage) {
      case 1:
        return 0.05260015195876773 * k[0]
      case 2:
        return 0.0197250569845379 * k[0] + 0.0591751709536137 * k[1]
      case 3:
        return 0.02958758547680685 * k[0] + 0.08876275643042054 * k[2]
      case 4:
        return 0.2413651341592667 * k[0] - 0.8845494793282861 * k[2] + 0.924834003261792 * k[3]
      case 5:
        return 0.037037037037037035 * k[0] + 0.17082860872947386 * k[3] + 0.12546768756682242 * k[4]
      case 6:
        return 0.037109375 * k[0] + 0.17025221101954405 * k[3] + 0.06021653898045596 * k[4] - 0.017578125 * k[5]
      case 7:
        return (
          0.03709200011850479 * k[0] + 0.17038392571223998 * k[3] + 0.10726203044637328 * k[4] -
          0.015319437748624402 * k[5] + 0.008273789163814023 * k[6]
        )
      case 8:
        return (
          0.6241109587160757 * k[0] - 3.3608926294469414 * k[3] - 0.868219346841726 * k[4] +
          27.59209969944671 * k[5] + 20.154067550477894 * k[6] - 43.48988418106996 * k[7]
        )
      case 9:
        return (
          0.47766253643826434 * k[0] - 2.4881146199716677 * k[3] - 0.590290826836843 * k[4] +
          21.230051448181193 * k[5] + 15.279233632882423 * k[6] - 33.28821096898486 * k[7] -
          0.020331201708508627 * k[8]
        )
      case 10:
        return (
          -0.9371424300859873 * k[0] + 5.186372428844064 * k[3] + 1.0914373489967295 * k[4] -
          8.149787010746927 * k[5] - 18.52006565999696 * k[6] + 22.739487099350505 * k[7] +
          2.4936055526796523 * k[8] - 3.0467644718982196 * k[9]
        )
      case 11:
        return (
          2.273310147516538 * k[0] - 10.53449546673725 * k[3] - 2.0008720582248625 * k[4] -
          17.9589318631188 * k[5] + 27.94888452941996 * k[6] - 2.8589982771350235 * k[7] -
          8.87285693353063 * k[8] + 12.360567175794303 * k[9] + 0.6433927460157636 * k[10]
        )
      case 12:
        return (
          0.054293734116568765 * k[0] + 4.450312892752409 * k[5] + 1.8915178993145003 * k[6] -
          5.801203960010585 * k[7] + 0.3111643669578199 * k[8] - 0.1521609496625161 * k[9] +
          0.20136540080403034 * k[10] + 0.04471061572777259 * k[11]
        )
      case 13:
        return (
          0.056167502283047954 * k[0] + 0.25350021021662483 * k[6] - 0.2462390374708025 * k[7] -
          0.12419142326381637 * k[8] + 0.15329179827876568 * k[9] + 0.00820105229563469 * k[10] +
          0.007567897660545699 * k[11] - 0.008298 * k[12]
        )
      case 14:
        return (
          0.03183464816350214 * k[0] + 0.028300909672366776 * k[5] + 0.053541988307438566 * k[6] -
          0.05492374857139099 * k[7] - 0.00010834732869724932 * k[10] + 0.0003825710908356584 * k[11] -
          0.00034046500868740456 * k[12] + 0.1413124436746325 * k[13]
        )
      case 15:
        return (
          -0.42889630158379194 * k[0] - 4.697621415361164 * k[5] + 7.683421196062599 * k[6] +
          4.06898981839711 * k[7] + 0.3567271874552811 * k[8] - 0.0013990241651590145 * k[12] +
          2.9475147891527724 * k[13] - 9.15095847217987 * k[14]
        )
    }
    return 0
  }

  /** The estimate of order 5, corrected by that of order 3, over the length of the step. */
  error(): f64 {
    const fifth = Math.abs(this.fifth())
    if (fifth === 0) return 0
    const ratio = (0.1 * this.third()) / fifth
    return fifth / Math.sqrt(1 + ratio * ratio)
  }

  private fifth(): f64 {
    const k = this.values
    return (
      0.01312004499419488 * k[0] - 1.2251564463762044 * k[5] - 0.4957589496572502 * k[6] +
      1.6643771824549864 * k[7] - 0.35032884874997366 * k[8] + 0.3341791187130175 * k[9] +
      0.08192320648511571 * k[10] - 0.022355307863886294 * k[11]
    )
  }

  private third(): f64 {
    const k = this.values
    return (
      -0.18980075407240762 * k[0] + 4.450312892752409 * k[5] + 1.8915178993145003 * k[6] -
      5.801203960010585 * k[7] - 0.4226823213237919 * k[8] - 0.1521609496625161 * k[9] +
      0.20136540080403034 * k[10] + 0.02265179219836082 * k[11]
    )
  }

  /** Moves on to the end of the step. */
  accept(): void {
    this.from = this.to
    this.values[0] = this.values[STAGES]
  }

  /** Prepares `at`, once all stages are there. */
  interpolate(length: f64): void {
    const k = this.values
    const c = this.series
    c[0] = this.to - this.from
    c[1] = length * k[0] - c[0]
    c[2] = 2 * c[0] - length * (k[0] + k[12])
    c[3] = length * (
      -8.428938276109013 * k[0] + 0.5667149535193777 * k[5] - 3.0689499459498917 * k[6] +
      2.38466765651207 * k[7] + 2.117034582445028 * k[8] - 0.871391583777973 * k[9] +
      2.2404374302607883 * k[10] + 0.6315787787694688 * k[11] - 0.08899033645133331 * k[12] +
      18.148505520854727 * k[13] - 9.194632392478356 * k[14] - 4.436036387594894 * k[15]
    )
    c[4] = length * (
      10.427508642579134 * k[0] + 242.28349177525817 * k[5] + 165.20045171727028 * k[6] -
      374.5467547226902 * k[7] - 22.113666853125306 * k[8] + 7.733432668472264 * k[9] -
      30.674084731089398 * k[10] - 9.332130526430229 * k[11] + 15.697238121770845 * k[12] -
      31.139403219565178 * k[13] - 9.35292435884448 * k[14] + 35.81684148639408 * k[15]
    )
    c[5] = length * (
      19.985053242002433 * k[0] - 387.0373087493518 * k[5] - 189.17813819516758 * k[6] +
      527.8081592054236 * k[7] - 11.57390253995963 * k[8] + 6.8812326946963 * k[9] -
      1.0006050966910838 * k[10] + 0.7777137798053443 * k[11] - 2.778205752353508 * k[12] -
      60.19669523126412 * k[13] + 84.32040550667716 * k[14] + 11.99229113618279 * k[15]
    )
    c[6] = length * (
      -25.69393346270375 * k[0] - 154.18974869023643 * k[5] - 231.5293791760455 * k[6] +
      357.6391179106141 * k[7] + 93.40532418362432 * k[8] - 37.45832313645163 * k[9] +
      104.0996495089623 * k[10] + 29.8402934266605 * k[11] - 43.53345659001114 * k[12] +
      96.32455395918828 * k[13] - 39.17726167561544 * k[14] - 149.72683625798564 * k[15]
    )
  }

  /** The component inside the step, `u` of its length after its start. */
  at(u: f64): f64 {
    const c = this.series
    const v = 1 - u
    return (
      this.from +
      u * (c[0] + v * (c[1] + u * (c[2] + v * (c[3] + u * (c[4] + v * (c[5] + u * c[6]))))))
    )
  }
}
