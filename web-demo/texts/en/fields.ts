/** Fields that come when their group or menu is opened: what they say. */
export const fields = {
  resourceName: 'name of the resource',
  resourceCount: 'Number of resources',
  one: 'one, integrated',
  two: 'two, such as capital and labour',
  resourceCountHelp: 'two resources can replace each other in part',
  law: 'Law of the transition',
  mode: 'Follows its best size',
  startsAtOptimum: 'Starts at the best size of that time',
  point: (number: string) => `Point ${number}`,
  removePoint: (number: string) => `Remove point ${number}`,
  remove: 'Remove',
  addPoint: 'Add a point',
  toTheRight: 'To the right',
  upwards: 'Upwards',
  parameter: 'Parameter',
  from: 'From',
  to: 'To',
  logarithmic: 'Logarithmic',
  notes: {
    name: { label: 'Name', help: 'a short name' },
    description: { label: 'Description', help: 'sources and notes' },
    'units.currency': { label: 'Currency', help: 'such as EUR; numbers stay as they are' },
    'units.waste': { label: 'Waste is counted in', help: 'such as t' },
    'units.output': { label: 'The product is counted in', help: 'such as t or pieces' },
  },
}

export type FieldsWords = typeof fields
