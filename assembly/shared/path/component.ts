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
  /** Over a panel: the values at its points, of a state its own, of an integral those of its derivative; and its series. */
  readonly values: Float64Array = new Float64Array(DEGREE + 1)
  readonly series: Float64Array = new Float64Array(DEGREE + 2)
  /** Its derivative at each stage. */
  k0: f64 = 0
  k1: f64 = 0
  k2: f64 = 0
  k3: f64 = 0
  k4: f64 = 0
  k5: f64 = 0
  k6: f64 = 0
  k7: f64 = 0
  k8: f64 = 0
  k9: f64 = 0
  k10: f64 = 0
  k11: f64 = 0
  k12: f64 = 0
  k13: f64 = 0
  k14: f64 = 0
  k15: f64 = 0
  /** Coefficients of the interpolant. */
  private c0: f64 = 0
  private c1: f64 = 0
  private c2: f64 = 0
  private c3: f64 = 0
  private c4: f64 = 0
  private c5: f64 = 0
  private c6: f64 = 0

  /** Stands at a value, to step from. */
  place(value: f64): void {
    this.from = value
    this.to = value
    this.now = value
  }

  /** Sets the derivative at a stage. */
  put(stage: i32, rate: f64): void {
    switch (stage) {
      case 0:
        this.k0 = rate
        break
      case 1:
        this.k1 = rate
        break
      case 2:
        this.k2 = rate
        break
      case 3:
        this.k3 = rate
        break
      case 4:
        this.k4 = rate
        break
      case 5:
        this.k5 = rate
        break
      case 6:
        this.k6 = rate
        break
      case 7:
        this.k7 = rate
        break
      case 8:
        this.k8 = rate
        break
      case 9:
        this.k9 = rate
        break
      case 10:
        this.k10 = rate
        break
      case 11:
        this.k11 = rate
        break
      case 12:
        this.k12 = rate
        break
      case 13:
        this.k13 = rate
        break
      case 14:
        this.k14 = rate
        break
      case 15:
        this.k15 = rate
        break
    }
  }

  /** The sum of the stages before `stage`, each with its weight: what the component gains until then, over the length of the step. */
  weigh(stage: i32): f64 {
    switch (stage) {
      case 1:
        return 0.05260015195876773 * this.k0
      case 2:
        return 0.0197250569845379 * this.k0 + 0.0591751709536137 * this.k1
      case 3:
        return 0.02958758547680685 * this.k0 + 0.08876275643042054 * this.k2
      case 4:
        return 0.2413651341592667 * this.k0 - 0.8845494793282861 * this.k2 + 0.924834003261792 * this.k3
      case 5:
        return 0.037037037037037035 * this.k0 + 0.17082860872947386 * this.k3 + 0.12546768756682242 * this.k4
      case 6:
        return 0.037109375 * this.k0 + 0.17025221101954405 * this.k3 + 0.06021653898045596 * this.k4 - 0.017578125 * this.k5
      case 7:
        return (
          0.03709200011850479 * this.k0 + 0.17038392571223998 * this.k3 + 0.10726203044637328 * this.k4 -
          0.015319437748624402 * this.k5 + 0.008273789163814023 * this.k6
        )
      case 8:
        return (
          0.6241109587160757 * this.k0 - 3.3608926294469414 * this.k3 - 0.868219346841726 * this.k4 +
          27.59209969944671 * this.k5 + 20.154067550477894 * this.k6 - 43.48988418106996 * this.k7
        )
      case 9:
        return (
          0.47766253643826434 * this.k0 - 2.4881146199716677 * this.k3 - 0.590290826836843 * this.k4 +
          21.230051448181193 * this.k5 + 15.279233632882423 * this.k6 - 33.28821096898486 * this.k7 -
          0.020331201708508627 * this.k8
        )
      case 10:
        return (
          -0.9371424300859873 * this.k0 + 5.186372428844064 * this.k3 + 1.0914373489967295 * this.k4 -
          8.149787010746927 * this.k5 - 18.52006565999696 * this.k6 + 22.739487099350505 * this.k7 +
          2.4936055526796523 * this.k8 - 3.0467644718982196 * this.k9
        )
      case 11:
        return (
          2.273310147516538 * this.k0 - 10.53449546673725 * this.k3 - 2.0008720582248625 * this.k4 -
          17.9589318631188 * this.k5 + 27.94888452941996 * this.k6 - 2.8589982771350235 * this.k7 -
          8.87285693353063 * this.k8 + 12.360567175794303 * this.k9 + 0.6433927460157636 * this.k10
        )
      case 12:
        return (
          0.054293734116568765 * this.k0 + 4.450312892752409 * this.k5 + 1.8915178993145003 * this.k6 -
          5.801203960010585 * this.k7 + 0.3111643669578199 * this.k8 - 0.1521609496625161 * this.k9 +
          0.20136540080403034 * this.k10 + 0.04471061572777259 * this.k11
        )
      case 13:
        return (
          0.056167502283047954 * this.k0 + 0.25350021021662483 * this.k6 - 0.2462390374708025 * this.k7 -
          0.12419142326381637 * this.k8 + 0.15329179827876568 * this.k9 + 0.00820105229563469 * this.k10 +
          0.007567897660545699 * this.k11 - 0.008298 * this.k12
        )
      case 14:
        return (
          0.03183464816350214 * this.k0 + 0.028300909672366776 * this.k5 + 0.053541988307438566 * this.k6 -
          0.05492374857139099 * this.k7 - 0.00010834732869724932 * this.k10 + 0.0003825710908356584 * this.k11 -
          0.00034046500868740456 * this.k12 + 0.1413124436746325 * this.k13
        )
      case 15:
        return (
          -0.42889630158379194 * this.k0 - 4.697621415361164 * this.k5 + 7.683421196062599 * this.k6 +
          4.06898981839711 * this.k7 + 0.3567271874552811 * this.k8 - 0.0013990241651590145 * this.k12 +
          2.9475147891527724 * this.k13 - 9.15095847217987 * this.k14
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
    return (
      0.01312004499419488 * this.k0 - 1.2251564463762044 * this.k5 - 0.4957589496572502 * this.k6 +
      1.6643771824549864 * this.k7 - 0.35032884874997366 * this.k8 + 0.3341791187130175 * this.k9 +
      0.08192320648511571 * this.k10 - 0.022355307863886294 * this.k11
    )
  }

  private third(): f64 {
    return (
      -0.18980075407240762 * this.k0 + 4.450312892752409 * this.k5 + 1.8915178993145003 * this.k6 -
      5.801203960010585 * this.k7 - 0.4226823213237919 * this.k8 - 0.1521609496625161 * this.k9 +
      0.20136540080403034 * this.k10 + 0.02265179219836082 * this.k11
    )
  }

  /** Moves on to the end of the step. */
  accept(): void {
    this.from = this.to
    this.k0 = this.k12
  }

  /** Prepares `at`, once all stages are there. */
  interpolate(length: f64): void {
    this.c0 = this.to - this.from
    this.c1 = length * this.k0 - this.c0
    this.c2 = 2 * this.c0 - length * (this.k0 + this.k12)
    this.c3 = length * (
      -8.428938276109013 * this.k0 + 0.5667149535193777 * this.k5 - 3.0689499459498917 * this.k6 +
      2.38466765651207 * this.k7 + 2.117034582445028 * this.k8 - 0.871391583777973 * this.k9 +
      2.2404374302607883 * this.k10 + 0.6315787787694688 * this.k11 - 0.08899033645133331 * this.k12 +
      18.148505520854727 * this.k13 - 9.194632392478356 * this.k14 - 4.436036387594894 * this.k15
    )
    this.c4 = length * (
      10.427508642579134 * this.k0 + 242.28349177525817 * this.k5 + 165.20045171727028 * this.k6 -
      374.5467547226902 * this.k7 - 22.113666853125306 * this.k8 + 7.733432668472264 * this.k9 -
      30.674084731089398 * this.k10 - 9.332130526430229 * this.k11 + 15.697238121770845 * this.k12 -
      31.139403219565178 * this.k13 - 9.35292435884448 * this.k14 + 35.81684148639408 * this.k15
    )
    this.c5 = length * (
      19.985053242002433 * this.k0 - 387.0373087493518 * this.k5 - 189.17813819516758 * this.k6 +
      527.8081592054236 * this.k7 - 11.57390253995963 * this.k8 + 6.8812326946963 * this.k9 -
      1.0006050966910838 * this.k10 + 0.7777137798053443 * this.k11 - 2.778205752353508 * this.k12 -
      60.19669523126412 * this.k13 + 84.32040550667716 * this.k14 + 11.99229113618279 * this.k15
    )
    this.c6 = length * (
      -25.69393346270375 * this.k0 - 154.18974869023643 * this.k5 - 231.5293791760455 * this.k6 +
      357.6391179106141 * this.k7 + 93.40532418362432 * this.k8 - 37.45832313645163 * this.k9 +
      104.0996495089623 * this.k10 + 29.8402934266605 * this.k11 - 43.53345659001114 * this.k12 +
      96.32455395918828 * this.k13 - 39.17726167561544 * this.k14 - 149.72683625798564 * this.k15
    )
  }

  /** The component inside the step, `u` of its length after its start. */
  at(u: f64): f64 {
    const v = 1 - u
    return (
      this.from +
      u * (this.c0 + v * (this.c1 + u * (this.c2 + v * (this.c3 + u * (this.c4 + v * (this.c5 + u * this.c6))))))
    )
  }
}
