/** Words that people use for the keys, laws and metrics of a scenario: what is meant, where spelling does not tell. */

const MEANT: Readonly<Record<string, readonly string[]>> = {
  // Keys
  cost: ['price', 'processingCost', 'disposalCost', 'conversionCost'], wage: ['price'], rent: ['price'], unitprice: ['price'],
  min: ['lower', 'from'], minimum: ['lower', 'from'], lowerbound: ['lower'], max: ['upper', 'to'], maximum: ['upper', 'to'], upperbound: ['upper'],
  inputs: ['factors'], resources: ['factors'], factor: ['factors'], title: ['name'], notes: ['description'], comment: ['description'],
  productivity: ['scale'], tfp: ['scale'], technology: ['scale'], coefficient: ['scale'], efficiency: ['yield'],
  alpha: ['elasticities'], beta: ['elasticities'], exponents: ['elasticities'], exponent: ['elasticities', 'costExponent'], powers: ['elasticities'],
  landfillcost: ['disposalCost'], disposalprice: ['disposalCost'], gatefee: ['disposalCost'], treatmentcost: ['processingCost'],
  interest: ['discountRate'], interestrate: ['discountRate'], rate: ['discountRate'], wacc: ['discountRate'], overhead: ['fixedCost'],
  capex: ['conversionCost'], investmentcost: ['conversionCost'], law: ['transformation'], transition: ['transformation'],
  years: ['samples'], steps: ['samples', 'points'], count: ['points', 'samples'], num: ['points', 'samples'], n: ['points', 'samples'], size: ['points'],
  path: ['parameter'], variable: ['parameter'], begin: ['start', 'from'], first: ['from', 'start'], stop: ['end', 'to'], last: ['to', 'end'],
  length: ['duration'], tau: ['timescale'], inertia: ['timescale'], type: ['law', 'mode', 'spacing'], kind: ['law', 'mode', 'spacing'], list: ['values'],
  outputs: ['metrics'], results: ['metrics'], grid: ['sweep'], dimensions: ['axes'],
  // Laws, modes and spacings
  sigmoid: ['logistic'], scurve: ['logistic'], ramp: ['linear'], step: ['linear'], diffusion: ['bass'], saturation: ['exponential'], none: ['constant'],
  fixed: ['constant'], static: ['optimum', 'constant'], equilibrium: ['optimum'], growth: ['capitalisation'], investing: ['invested'], lag: ['adjustment'],
  logarithmic: ['log'], geometric: ['log'], arithmetic: ['linear'], even: ['linear'],
  // Metrics
  sales: ['revenue'], turnover: ['revenue'], income: ['revenue', 'profit'], costs: ['cost'], expenses: ['cost'], earnings: ['profit'], margin: ['profitability'],
  roi: ['profitability'], netpresentvalue: ['npv'], paybacktime: ['payback'], paybackperiod: ['payback'], emissions: ['discharged'], theta: ['level'],
  production: ['output'], product: ['output'], volume: ['factors[0]'], quantity: ['factors[0]'], input: ['factors[0]'], x: ['factors[0]'], resource: ['factors[0]'],
}

/** The option that a word is another name of; undefined where it is none. */
export function meantBy(word: string, options: readonly string[]): string | undefined {
  const key = word.toLowerCase().replace(/[^a-z]/g, '')
  if (!Object.hasOwn(MEANT, key)) return undefined
  return MEANT[key].find((name) => options.includes(name))
}
