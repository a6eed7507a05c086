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
}

export type FieldsWords = typeof fields
