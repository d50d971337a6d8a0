import { parseFilter, type Filter } from './parse-filter.ts'
import { refuse } from './refusals.ts'
import { systemuserAttributes } from './systemuser-attributes.ts'

export interface Query {
  readonly select?: readonly string[]
  readonly filter?: Filter
  readonly orderBy: readonly Order[]
  readonly top?: number
  readonly count: boolean
  readonly skipToken?: string
}

export interface Order {
  readonly property: string
  readonly descending: boolean
}

const known = ['$select', '$filter', '$orderby', '$top', '$count', '$skiptoken']
const notImitated = ['$expand', '$apply', 'fetchXml', 'savedQuery', 'userQuery']

/** System query options of a request; their names are case-sensitive. Throws Refused. */
export function readQuery(queryString: string): Query {
  const options = readOptions(queryString)
  for (const name of options.keys()) checkName(name)
  const select = options.get('$select')
  const filter = options.get('$filter')
  const top = options.get('$top')
  const skipToken = options.get('$skiptoken')
  return {
    ...(select !== undefined && { select: readSelect(select) }),
    ...(filter !== undefined && { filter: parseFilter(filter, options) }),
    orderBy: readOrderBy(options.get('$orderby')),
    ...(top !== undefined && { top: readTop(top) }),
    count: readCount(options.get('$count')),
    ...(skipToken !== undefined && { skipToken })
  }
}

function readOptions(queryString: string): ReadonlyMap<string, string> {
  const pairs = queryString.split('&').filter(pair => pair !== '')
  return new Map(pairs.map(readOption))
}

function readOption(pair: string): [string, string] {
  const [name = '', ...value] = pair.split('=')
  return [decode(name), decode(value.join('='))]
}

/** As ASP.NET does: a plus is a space. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    refuse('CrmHttpError')
  }
}

/** Custom options and aliases pass; what begins with `$` must be known. */
function checkName(name: string): void {
  if (name === '$skip') refuse('InvalidQuery', 'Skip Clause is not supported in CRM')
  if (notImitated.includes(name)) refuse('NotImitated', `This imitation knows no '${name}'.`)
  if (name.startsWith('$') && !known.includes(name)) {
    refuse('InvalidQuery', `The query parameter '${name}' is not supported.`)
  }
}

function readSelect(text: string): readonly string[] {
  return text.split(',').map(name => knownProperty(name.trim()))
}

function knownProperty(name: string): string {
  if (systemuserAttributes.has(name)) return name
  refuse(
    'InvalidQuery',
    `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.systemuser'.`
  )
}

function readOrderBy(text: string | undefined): readonly Order[] {
  return text === undefined ? [] : text.split(',').map(readOrder)
}

function readOrder(text: string): Order {
  const [property = '', direction = 'asc', ...rest] = text.trim().split(/\s+/)
  if (rest.length > 0 || !/^(asc|desc)$/.test(direction)) {
    refuse('InvalidQuery', `Syntax error in '${text.trim()}'.`)
  }
  return { property: knownProperty(property), descending: direction === 'desc' }
}

function readTop(text: string): number {
  if (/^\d+$/.test(text) && Number(text) > 0) return Number(text)
  refuse('InvalidQuery', `Invalid value '${text}' for $top query option found.`)
}

function readCount(text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false
  if (text === 'true') return true
  refuse('InvalidQuery', `Invalid value '${text}' for $count query option found.`)
}
