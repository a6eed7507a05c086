/** A scenario's types, from its schema, so that every key says what it means. Written by `npm run generate`. */
import type { MetricName } from '../model/layout.ts'

/** A scenario as written in a file. */
export interface ScenarioInput {
  /** Address of this schema, for editors. */
  $schema?: string
  /** A short name. */
  name?: string
  /** Sources and notes. */
  description?: string
  /** The resources: one integrated resource, or two, such as capital and labour. */
  factors: ({
    /** Name of the resource. */
    name?: string
    /** Price: a volume costs price × volume ^ costExponent a year; below 0: the enterprise is paid for taking it, money/unit. */
    price: number
    /** 1: cost proportional to volume; above 1: progressive; below 1: digressive. Above 0. Default 1. */
    costExponent?: number
    /** Smallest volume, units/year. Above 0. */
    lower?: number
    /** Largest volume, units/year. Above 0. */
    upper?: number
    /** Volume of a factor that is fixed, instead of lower and upper, units/year. Above 0. */
    volume?: number
  })[]
  /** The main production function. */
  production: {
    /** Output at one unit of each factor, units/year. Above 0. */
    scale: number
    /** Elasticity of output to the factor; one number a factor. */
    elasticities: number[]
    /** Price of a unit of output, money/unit. */
    price: number
  }
  /** The waste production function. */
  waste: {
    /** Waste at one unit of each factor, units/year. 0 or above. */
    scale: number
    /** Elasticity of waste to the factor; one number a factor. */
    elasticities: number[]
    /** Cost of disposing of a unit of waste; below 0: it is sold, money/unit. */
    disposalCost: number
  }
  /** The production function of the additional product. */
  recycling: {
    /** Additional product from one unit of recycled waste, units/unit. 0 or above. */
    yield: number
    /** 1: proportional, complete conversion; below 1: diminishing returns. Above 0 to 1. Default 1. */
    exponent?: number
    /** Price of a unit of additional product, money/unit. */
    price: number
    /** Cost of processing a unit of recycled waste; below 0: a subsidy, money/unit. Default 0. */
    processingCost?: number
  }
  /** Fixed cost, money/year. 0 or above. Default 0. */
  fixedCost?: number
  /** What the management maximises over the volumes: profit, profitability (profit / cost), or utility. Default "profit". */
  objective?: 'profit' | 'profitability' | {
    /** Revenue − (1 + transactionRate) × cost. */
    kind: 'utility'
    /** Cost of transactions per unit of all costs, which the objective "utility" counts. 0 or above. */
    transactionRate: number
  }
  /** The transformation level over time. */
  transformation?: {
    /** A level that never changes. */
    law: 'constant'
    /** Level at all times. From 0 to 1. */
    level: number
  } | {
    /** A straight ramp. */
    law: 'linear'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Length of the transition, years. Above 0. */
    duration: number
  } | {
    /** A ramp that starts and ends smoothly. */
    law: 'smoothstep'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Length of the transition, years. Above 0. */
    duration: number
  } | {
    /** A quick start that approaches its end more and more slowly. */
    law: 'exponential'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Time in which the remaining distance shrinks by the factor e, years. Above 0. */
    timescale: number
  } | {
    /** A symmetric S-curve. */
    law: 'logistic'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which half of the transition is done, years. */
    midpoint: number
    /** Time in which the odds of the level grow by the factor e, years. Above 0. */
    timescale: number
  } | {
    /** An S-curve with a long end. */
    law: 'gompertz'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which the transition is fastest, years. */
    inflection: number
    /** Time in which the logarithm of the level shrinks by the factor e, years. Above 0. */
    timescale: number
  } | {
    /** Diffusion of an innovation after Bass. */
    law: 'bass'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Rate of adoption independent of others, 1/year. Above 0. */
    innovation: number
    /** Rate of adoption by imitation, 1/year. 0 or above. */
    imitation: number
  } | {
    /** A monotone cubic through given points, constant outside. */
    law: 'table'
    /** Times of the knots, increasing, years. */
    times: number[]
    /** Level at each of the times. */
    levels: number[]
  } | {
    /** A level that profit pays for: a state of the time path. */
    law: 'invested'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Share of profit that is invested in conversion. 0 or above. */
    share: number
  }
  /** Parameters that change over time. */
  changes?: ({
    /** The parameters that grow together. */
    parameters: string[]
    /** Rate of growth, continuous, 1/year; below 0 they shrink. */
    growth: number
    /** Time at which the parameters have their own values, years; by default the start of the horizon. */
    since?: number
  } | {
    /** Path of a parameter of the enterprise, such as waste.disposalCost. */
    parameter: string
    /** Times of the knots, increasing, years. */
    times: number[]
    /** Value at each of the times. */
    values: number[]
    /** Values that hold until the next time, straight lines between them, or a monotone cubic. Default "step". */
    interpolation?: 'step' | 'linear' | 'smooth'
    /** Factor of every value. Default 1. */
    scale?: number
  } | {
    /** Path of a parameter of the enterprise, such as waste.disposalCost. */
    parameter: string
    /** Parameter and process: a geometric Brownian motion. */
    process: 'gbm'
    /** Drift of the mean, 1/year. Default 0. */
    drift?: number
    /** Volatility, per square root of a year. 0 or above. */
    volatility: number
    /** Years from one time at which the factor changes to the next; by default it changes at the samples of the horizon. Above 0. */
    step?: number
  } | {
    /** Path of a parameter of the enterprise, such as waste.disposalCost. */
    parameter: string
    /** Parameter and process: the exponential of an Ornstein–Uhlenbeck process. */
    process: 'ou'
    /** Rate at which it returns, 1/year; 0: a Wiener process. 0 or above. */
    reversion: number
    /** Volatility, per square root of a year. 0 or above. */
    volatility: number
    /** Whether the value is the mean, rather than the median. Default false. */
    mean?: boolean
    /** Years from one time at which the factor changes to the next; by default it changes at the samples of the horizon. Above 0. */
    step?: number
  } | {
    /** Path of a parameter of the enterprise, such as waste.disposalCost. */
    parameter: string
    /** Parameter and process: jumps at random times. */
    process: 'jumps'
    /** Jumps a year. 0 or above. */
    rate: number
    /** Factor of the value at each jump. Above 0. */
    factor: number
    /** How long a jump lasts, years; null, the default: for ever. */
    duration?: number | null
    /** Years from one time at which the factor changes to the next; by default it changes at the samples of the horizon. Above 0. */
    step?: number
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a level that never changes. */
    law: 'constant'
    /** Level at all times. From 0 to 1. */
    level: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a straight ramp. */
    law: 'linear'
    /** Level before the transition. From 0 to 1. Default 0. */
    from?: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to?: number
    /** Time at which the transition starts, years. */
    start: number
    /** Length of the transition, years. Above 0. */
    duration: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a ramp that starts and ends smoothly. */
    law: 'smoothstep'
    /** Level before the transition. From 0 to 1. Default 0. */
    from?: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to?: number
    /** Time at which the transition starts, years. */
    start: number
    /** Length of the transition, years. Above 0. */
    duration: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a quick start that approaches its end more and more slowly. */
    law: 'exponential'
    /** Level before the transition. From 0 to 1. Default 0. */
    from?: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to?: number
    /** Time at which the transition starts, years. */
    start: number
    /** Time in which the remaining distance shrinks by the factor e, years. Above 0. */
    timescale: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a symmetric S-curve. */
    law: 'logistic'
    /** Level before the transition. From 0 to 1. Default 0. */
    from?: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to?: number
    /** Time at which half of the transition is done, years. */
    midpoint: number
    /** Time in which the odds of the level grow by the factor e, years. Above 0. */
    timescale: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: an S-curve with a long end. */
    law: 'gompertz'
    /** Level before the transition. From 0 to 1. Default 0. */
    from?: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to?: number
    /** Time at which the transition is fastest, years. */
    inflection: number
    /** Time in which the logarithm of the level shrinks by the factor e, years. Above 0. */
    timescale: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: diffusion of an innovation after Bass. */
    law: 'bass'
    /** Level before the transition. From 0 to 1. Default 0. */
    from?: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to?: number
    /** Time at which the transition starts, years. */
    start: number
    /** Rate of adoption independent of others, 1/year. Above 0. */
    innovation: number
    /** Rate of adoption by imitation, 1/year. 0 or above. */
    imitation: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a monotone cubic through given points, constant outside. */
    law: 'table'
    /** Times of the knots, increasing, years. */
    times: number[]
    /** How far it has spread at each of the times. */
    levels: number[]
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  })[]
  /** The time path. */
  horizon?: {
    /** Start of the time path, years. */
    start: number
    /** End of the time path, years. */
    end: number
    /** Number of equally spaced times at which the path is reported. */
    samples: number
  }
  /** Continuous discount rate, 1/year. 0 or above. Default 0. */
  discountRate?: number
  /** The cost of the transition. */
  investment?: {
    /** Cost of raising the level from 0 to 1, money. Default 0. */
    conversionCost?: number
    /** Cost of lowering the level from 1 to 0; negative where it brings something in, money. */
    reversalCost?: number
    /** Cost of moving fast, money times years: half of it times the square of the rate is paid a year; in the choice of the best course alone. 0 or above. */
    adjustmentCost?: number
  }
  /** How the resources follow their optimum over time. */
  dynamics?: {
    /** The enterprise is always at its profit maximum. */
    mode: 'optimum'
    /** Relative error that the integration may make. From 1e-14 to 0.01. Default 1e-10. */
    tolerance?: number
  } | {
    /** Each factor moves towards its optimum at a rate of its own. */
    mode: 'adjustment'
    /** Time in which the factor closes the gap to its optimum by the factor e, years; one number a factor. */
    timescale: number[]
    /** Resource volume at the start, units/year; one number a factor; by default the optimum at the level of that time. */
    initial?: number[]
    /** Relative error that the integration may make. From 1e-14 to 0.01. Default 1e-10. */
    tolerance?: number
  } | {
    /** Profit buys capacity, which wears out. */
    mode: 'capitalisation'
    /** Share of profit that buys capacity of the factor; one number a factor. */
    share: number[]
    /** Cost of a unit of capacity of the factor, money/unit; one number a factor. */
    unitCost: number[]
    /** Rate at which capacity of the factor wears out, 1/year; one number a factor. */
    depreciation: number[]
    /** Resource volume at the start, units/year; one number a factor; by default the optimum at the level of that time. */
    initial?: number[]
    /** Relative error that the integration may make. From 1e-14 to 0.01. Default 1e-10. */
    tolerance?: number
  }
  /** What is not known exactly: parameters with distributions. */
  uncertainty?: {
    /** By numeric path of the scenario, the distribution of that number. */
    parameters: Record<string, {
      /** Any value between two, none more likely. */
      distribution: 'uniform'
      /** Least value. */
      low: number
      /** Greatest value. */
      high: number
    } | {
      /** As uniform, of the logarithm. */
      distribution: 'logUniform'
      /** Least value. Above 0. */
      low: number
      /** Greatest value. Above 0. */
      high: number
    } | {
      /** Least, most likely and greatest value. */
      distribution: 'triangular'
      /** Least value. */
      low: number
      /** Most likely value. */
      mode: number
      /** Greatest value. */
      high: number
    } | {
      /** The normal distribution, truncated where bounds are given. */
      distribution: 'normal'
      /** Mean. */
      mean: number
      /** Standard deviation. Above 0. */
      sd: number
      /** Least value: the distribution is truncated there. */
      low?: number
      /** Greatest value: the distribution is truncated there. */
      high?: number
    } | {
      /** A normal distribution of the logarithm, truncated where bounds are given. */
      distribution: 'logNormal'
      /** Median. Above 0. */
      median: number
      /** Geometric standard deviation: two thirds lie between median / gsd and median · gsd. Above 1. */
      gsd: number
      /** Least value: the distribution is truncated there. */
      low?: number
      /** Greatest value: the distribution is truncated there. */
      high?: number
    } | {
      /** The beta distribution between two values. */
      distribution: 'beta'
      /** Least value. */
      low: number
      /** Greatest value. */
      high: number
      /** Weight of the greatest value. Above 0. */
      alpha: number
      /** Weight of the least value. Above 0. */
      beta: number
    } | {
      /** Values that were observed. */
      distribution: 'empirical'
      /** Observed values. */
      values: number[]
      /** A weight for each value; by default all are equal. */
      weights?: number[]
    }>
    /** Paths, matrix and, if wanted, kind. */
    correlation?: {
      /** Paths of the parameters that are correlated. */
      paths: string[]
      /** A row and a column for each path. */
      matrix: number[][]
      /** Correlation of the normal scores, or of ranks. Default "normal". */
      kind?: 'normal' | 'spearman'
    }
  }
  /** Words for the units. */
  units?: {
    /** Of money, such as EUR. */
    currency?: string
    /** Of each resource. */
    factors?: string[]
    /** Of the products, such as tonnes. */
    output?: string
    /** Of waste, such as tonnes. */
    waste?: string
    /** Of time, such as years. */
    time?: string
  }
  /** A grid of optima, or of time paths, over some parameters. */
  sweep?: {
    /** The axes of the grid, the slowest first. */
    axes: ({
      /** Any numeric path of the scenario, or time, or level (which overrides the law). */
      parameter: string
      /** First value. */
      from: number
      /** Last value. */
      to: number
      /** Number of values. */
      points: number
      /** Even steps, or even ratios. Default "linear". */
      spacing?: 'linear' | 'log'
    } | {
      /** Any numeric path of the scenario, or time, or level (which overrides the law). */
      parameter: string
      /** The values themselves, in the order of the result. */
      values: number[]
    } | {
      /** The parameters that move together. */
      parameters: string[]
      /** The points, each with a value for each of the parameters, in the order of the result. */
      points: number[][]
    } | {
      /** Number of samples of what is uncertain. */
      samples: number
      /** Scrambled Sobol points, one point in each of as many parts of each distribution, or independent ones. Default "sobol". */
      design?: 'sobol' | 'latinHypercube' | 'random'
      /** Another seed gives another design of the same kind. Default 1. */
      seed?: number
    })[]
    /** The quantities wanted at each point; by default profit, the factors, output and waste. */
    metrics?: MetricName[]
  }
}

/** A scenario as checked, every default filled in but the metrics of a sweep. */
export interface CheckedScenario {
  /** Address of this schema, for editors. */
  $schema?: string
  /** A short name. */
  name?: string
  /** Sources and notes. */
  description?: string
  /** The resources: one integrated resource, or two, such as capital and labour. */
  factors: ({
    /** Name of the resource. */
    name?: string
    /** Price: a volume costs price × volume ^ costExponent a year; below 0: the enterprise is paid for taking it, money/unit. */
    price: number
    /** 1: cost proportional to volume; above 1: progressive; below 1: digressive. Above 0. Default 1. */
    costExponent: number
    /** Smallest volume, units/year. Above 0. */
    lower?: number
    /** Largest volume, units/year. Above 0. */
    upper?: number
    /** Volume of a factor that is fixed, instead of lower and upper, units/year. Above 0. */
    volume?: number
  })[]
  /** The main production function. */
  production: {
    /** Output at one unit of each factor, units/year. Above 0. */
    scale: number
    /** Elasticity of output to the factor; one number a factor. */
    elasticities: number[]
    /** Price of a unit of output, money/unit. */
    price: number
  }
  /** The waste production function. */
  waste: {
    /** Waste at one unit of each factor, units/year. 0 or above. */
    scale: number
    /** Elasticity of waste to the factor; one number a factor. */
    elasticities: number[]
    /** Cost of disposing of a unit of waste; below 0: it is sold, money/unit. */
    disposalCost: number
  }
  /** The production function of the additional product. */
  recycling: {
    /** Additional product from one unit of recycled waste, units/unit. 0 or above. */
    yield: number
    /** 1: proportional, complete conversion; below 1: diminishing returns. Above 0 to 1. Default 1. */
    exponent: number
    /** Price of a unit of additional product, money/unit. */
    price: number
    /** Cost of processing a unit of recycled waste; below 0: a subsidy, money/unit. Default 0. */
    processingCost: number
  }
  /** Fixed cost, money/year. 0 or above. Default 0. */
  fixedCost: number
  /** What the management maximises over the volumes: profit, profitability (profit / cost), or utility. Default "profit". */
  objective: 'profit' | 'profitability' | {
    /** Revenue − (1 + transactionRate) × cost. */
    kind: 'utility'
    /** Cost of transactions per unit of all costs, which the objective "utility" counts. 0 or above. */
    transactionRate: number
  }
  /** The transformation level over time. */
  transformation?: {
    /** A level that never changes. */
    law: 'constant'
    /** Level at all times. From 0 to 1. */
    level: number
  } | {
    /** A straight ramp. */
    law: 'linear'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Length of the transition, years. Above 0. */
    duration: number
  } | {
    /** A ramp that starts and ends smoothly. */
    law: 'smoothstep'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Length of the transition, years. Above 0. */
    duration: number
  } | {
    /** A quick start that approaches its end more and more slowly. */
    law: 'exponential'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Time in which the remaining distance shrinks by the factor e, years. Above 0. */
    timescale: number
  } | {
    /** A symmetric S-curve. */
    law: 'logistic'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which half of the transition is done, years. */
    midpoint: number
    /** Time in which the odds of the level grow by the factor e, years. Above 0. */
    timescale: number
  } | {
    /** An S-curve with a long end. */
    law: 'gompertz'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which the transition is fastest, years. */
    inflection: number
    /** Time in which the logarithm of the level shrinks by the factor e, years. Above 0. */
    timescale: number
  } | {
    /** Diffusion of an innovation after Bass. */
    law: 'bass'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Level that the transition leads to. From 0 to 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Rate of adoption independent of others, 1/year. Above 0. */
    innovation: number
    /** Rate of adoption by imitation, 1/year. 0 or above. */
    imitation: number
  } | {
    /** A monotone cubic through given points, constant outside. */
    law: 'table'
    /** Times of the knots, increasing, years. */
    times: number[]
    /** Level at each of the times. */
    levels: number[]
  } | {
    /** A level that profit pays for: a state of the time path. */
    law: 'invested'
    /** Level before the transition. From 0 to 1. */
    from: number
    /** Share of profit that is invested in conversion. 0 or above. */
    share: number
  }
  /** Parameters that change over time. */
  changes?: ({
    /** The parameters that grow together. */
    parameters: string[]
    /** Rate of growth, continuous, 1/year; below 0 they shrink. */
    growth: number
    /** Time at which the parameters have their own values, years; by default the start of the horizon. */
    since?: number
  } | {
    /** Path of a parameter of the enterprise, such as waste.disposalCost. */
    parameter: string
    /** Times of the knots, increasing, years. */
    times: number[]
    /** Value at each of the times. */
    values: number[]
    /** Values that hold until the next time, straight lines between them, or a monotone cubic. Default "step". */
    interpolation: 'step' | 'linear' | 'smooth'
    /** Factor of every value. Default 1. */
    scale: number
  } | {
    /** Path of a parameter of the enterprise, such as waste.disposalCost. */
    parameter: string
    /** Parameter and process: a geometric Brownian motion. */
    process: 'gbm'
    /** Drift of the mean, 1/year. Default 0. */
    drift: number
    /** Volatility, per square root of a year. 0 or above. */
    volatility: number
    /** Years from one time at which the factor changes to the next; by default it changes at the samples of the horizon. Above 0. */
    step?: number
  } | {
    /** Path of a parameter of the enterprise, such as waste.disposalCost. */
    parameter: string
    /** Parameter and process: the exponential of an Ornstein–Uhlenbeck process. */
    process: 'ou'
    /** Rate at which it returns, 1/year; 0: a Wiener process. 0 or above. */
    reversion: number
    /** Volatility, per square root of a year. 0 or above. */
    volatility: number
    /** Whether the value is the mean, rather than the median. Default false. */
    mean: boolean
    /** Years from one time at which the factor changes to the next; by default it changes at the samples of the horizon. Above 0. */
    step?: number
  } | {
    /** Path of a parameter of the enterprise, such as waste.disposalCost. */
    parameter: string
    /** Parameter and process: jumps at random times. */
    process: 'jumps'
    /** Jumps a year. 0 or above. */
    rate: number
    /** Factor of the value at each jump. Above 0. */
    factor: number
    /** How long a jump lasts, years; null, the default: for ever. */
    duration?: number | null
    /** Years from one time at which the factor changes to the next; by default it changes at the samples of the horizon. Above 0. */
    step?: number
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a level that never changes. */
    law: 'constant'
    /** Level at all times. From 0 to 1. */
    level: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a straight ramp. */
    law: 'linear'
    /** Level before the transition. From 0 to 1. Default 0. */
    from: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Length of the transition, years. Above 0. */
    duration: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a ramp that starts and ends smoothly. */
    law: 'smoothstep'
    /** Level before the transition. From 0 to 1. Default 0. */
    from: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Length of the transition, years. Above 0. */
    duration: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a quick start that approaches its end more and more slowly. */
    law: 'exponential'
    /** Level before the transition. From 0 to 1. Default 0. */
    from: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Time in which the remaining distance shrinks by the factor e, years. Above 0. */
    timescale: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a symmetric S-curve. */
    law: 'logistic'
    /** Level before the transition. From 0 to 1. Default 0. */
    from: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to: number
    /** Time at which half of the transition is done, years. */
    midpoint: number
    /** Time in which the odds of the level grow by the factor e, years. Above 0. */
    timescale: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: an S-curve with a long end. */
    law: 'gompertz'
    /** Level before the transition. From 0 to 1. Default 0. */
    from: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to: number
    /** Time at which the transition is fastest, years. */
    inflection: number
    /** Time in which the logarithm of the level shrinks by the factor e, years. Above 0. */
    timescale: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: diffusion of an innovation after Bass. */
    law: 'bass'
    /** Level before the transition. From 0 to 1. Default 0. */
    from: number
    /** Level that the transition leads to. From 0 to 1. Default 1. */
    to: number
    /** Time at which the transition starts, years. */
    start: number
    /** Rate of adoption independent of others, 1/year. Above 0. */
    innovation: number
    /** Rate of adoption by imitation, 1/year. 0 or above. */
    imitation: number
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  } | {
    /** What spreads, such as lean manufacturing. */
    name?: string
    /** Law and effects: a monotone cubic through given points, constant outside. */
    law: 'table'
    /** Times of the knots, increasing, years. */
    times: number[]
    /** How far it has spread at each of the times. */
    levels: number[]
    /** Factor of each parameter that it moves, once all of it is there. */
    effects: Record<string, number>
  })[]
  /** The time path. */
  horizon?: {
    /** Start of the time path, years. */
    start: number
    /** End of the time path, years. */
    end: number
    /** Number of equally spaced times at which the path is reported. */
    samples: number
  }
  /** Continuous discount rate, 1/year. 0 or above. Default 0. */
  discountRate: number
  /** The cost of the transition. */
  investment: {
    /** Cost of raising the level from 0 to 1, money. Default 0. */
    conversionCost: number
    /** Cost of lowering the level from 1 to 0; negative where it brings something in, money. */
    reversalCost?: number
    /** Cost of moving fast, money times years: half of it times the square of the rate is paid a year; in the choice of the best course alone. 0 or above. */
    adjustmentCost?: number
  }
  /** How the resources follow their optimum over time. */
  dynamics: {
    /** The enterprise is always at its profit maximum. */
    mode: 'optimum'
    /** Relative error that the integration may make. From 1e-14 to 0.01. Default 1e-10. */
    tolerance: number
  } | {
    /** Each factor moves towards its optimum at a rate of its own. */
    mode: 'adjustment'
    /** Time in which the factor closes the gap to its optimum by the factor e, years; one number a factor. */
    timescale: number[]
    /** Resource volume at the start, units/year; one number a factor; by default the optimum at the level of that time. */
    initial?: number[]
    /** Relative error that the integration may make. From 1e-14 to 0.01. Default 1e-10. */
    tolerance: number
  } | {
    /** Profit buys capacity, which wears out. */
    mode: 'capitalisation'
    /** Share of profit that buys capacity of the factor; one number a factor. */
    share: number[]
    /** Cost of a unit of capacity of the factor, money/unit; one number a factor. */
    unitCost: number[]
    /** Rate at which capacity of the factor wears out, 1/year; one number a factor. */
    depreciation: number[]
    /** Resource volume at the start, units/year; one number a factor; by default the optimum at the level of that time. */
    initial?: number[]
    /** Relative error that the integration may make. From 1e-14 to 0.01. Default 1e-10. */
    tolerance: number
  }
  /** What is not known exactly: parameters with distributions. */
  uncertainty?: {
    /** By numeric path of the scenario, the distribution of that number. */
    parameters: Record<string, {
      /** Any value between two, none more likely. */
      distribution: 'uniform'
      /** Least value. */
      low: number
      /** Greatest value. */
      high: number
    } | {
      /** As uniform, of the logarithm. */
      distribution: 'logUniform'
      /** Least value. Above 0. */
      low: number
      /** Greatest value. Above 0. */
      high: number
    } | {
      /** Least, most likely and greatest value. */
      distribution: 'triangular'
      /** Least value. */
      low: number
      /** Most likely value. */
      mode: number
      /** Greatest value. */
      high: number
    } | {
      /** The normal distribution, truncated where bounds are given. */
      distribution: 'normal'
      /** Mean. */
      mean: number
      /** Standard deviation. Above 0. */
      sd: number
      /** Least value: the distribution is truncated there. */
      low?: number
      /** Greatest value: the distribution is truncated there. */
      high?: number
    } | {
      /** A normal distribution of the logarithm, truncated where bounds are given. */
      distribution: 'logNormal'
      /** Median. Above 0. */
      median: number
      /** Geometric standard deviation: two thirds lie between median / gsd and median · gsd. Above 1. */
      gsd: number
      /** Least value: the distribution is truncated there. */
      low?: number
      /** Greatest value: the distribution is truncated there. */
      high?: number
    } | {
      /** The beta distribution between two values. */
      distribution: 'beta'
      /** Least value. */
      low: number
      /** Greatest value. */
      high: number
      /** Weight of the greatest value. Above 0. */
      alpha: number
      /** Weight of the least value. Above 0. */
      beta: number
    } | {
      /** Values that were observed. */
      distribution: 'empirical'
      /** Observed values. */
      values: number[]
      /** A weight for each value; by default all are equal. */
      weights?: number[]
    }>
    /** Paths, matrix and, if wanted, kind. */
    correlation?: {
      /** Paths of the parameters that are correlated. */
      paths: string[]
      /** A row and a column for each path. */
      matrix: number[][]
      /** Correlation of the normal scores, or of ranks. Default "normal". */
      kind: 'normal' | 'spearman'
    }
  }
  /** Words for the units. */
  units?: {
    /** Of money, such as EUR. */
    currency?: string
    /** Of each resource. */
    factors?: string[]
    /** Of the products, such as tonnes. */
    output?: string
    /** Of waste, such as tonnes. */
    waste?: string
    /** Of time, such as years. */
    time?: string
  }
  /** A grid of optima, or of time paths, over some parameters. */
  sweep?: {
    /** The axes of the grid, the slowest first. */
    axes: ({
      /** Any numeric path of the scenario, or time, or level (which overrides the law). */
      parameter: string
      /** First value. */
      from: number
      /** Last value. */
      to: number
      /** Number of values. */
      points: number
      /** Even steps, or even ratios. Default "linear". */
      spacing: 'linear' | 'log'
    } | {
      /** Any numeric path of the scenario, or time, or level (which overrides the law). */
      parameter: string
      /** The values themselves, in the order of the result. */
      values: number[]
    } | {
      /** The parameters that move together. */
      parameters: string[]
      /** The points, each with a value for each of the parameters, in the order of the result. */
      points: number[][]
    } | {
      /** Number of samples of what is uncertain. */
      samples: number
      /** Scrambled Sobol points, one point in each of as many parts of each distribution, or independent ones. Default "sobol". */
      design: 'sobol' | 'latinHypercube' | 'random'
      /** Another seed gives another design of the same kind. Default 1. */
      seed: number
    })[]
    /** The quantities wanted at each point; by default profit, the factors, output and waste. */
    metrics?: MetricName[]
  }
}

/** A sweep as validated, its metrics filled in. */
export interface Sweep extends NonNullable<CheckedScenario['sweep']> {
  /** The quantities wanted at each point. */
  metrics: MetricName[]
}

/** A scenario as validated, every default filled in. */
export interface Scenario extends Omit<CheckedScenario, 'sweep'> {
  /** A grid of optima, or of time paths, over some parameters. */
  sweep?: Sweep
}

/** A sweep as a scenario has it. */
export type SweepInput = NonNullable<ScenarioInput['sweep']>
export type Axis = Sweep['axes'][number]
export type Factor = Scenario['factors'][number]
export type Transformation = NonNullable<Scenario['transformation']>
export type Dynamics = Scenario['dynamics']
