import { refuse } from './refusals.ts'
import { systemuserAttributes, type Attribute, type EdmType } from './systemuser-attributes.ts'
import type { UserChanges } from './write-user.ts'

/** Attributes a row keeps; a real server keeps all, so the rest is refused rather than dropped. */
const kept = new Set([
  'domainname',
  'firstname',
  'lastname',
  'internalemailaddress',
  'employeeid',
  'isdisabled',
  'accessmode',
  'isintegrationuser',
  'setupuser',
  'applicationid',
  'address1_telephone1',
  'homephone',
  'address1_city',
  'address1_stateorprovince',
  'emailrouteraccessapproval'
])

const nullable = new Set(['Edm.String', 'Edm.Guid'])

/** The body of a PATCH as changes of a row. Throws Refused. */
export function readChanges(body: string): UserChanges {
  const payload = Object.entries(parseObject(body)).filter(([name]) => !isAnnotation(name))
  for (const [name, value] of payload) checkChange(name, value)
  return Object.fromEntries(payload)
}

function parseObject(body: string): object {
  const payload = parseJson(body)
  if (typeof payload === 'object' && payload !== null && !Array.isArray(payload)) return payload
  invalid("A 'StartObject' node was expected.")
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    invalid('Invalid JSON. The request body could not be read.')
  }
}

function invalid(what: string): never {
  refuse(
    'InvalidInput',
    `An error occurred while validating input parameters: Microsoft.OData.ODataException: ${what}`
  )
}

/** `@odata.type` and the like say nothing to change; `x@odata.bind` would. */
function isAnnotation(name: string): boolean {
  return name.includes('@') && !name.endsWith('@odata.bind')
}

function checkChange(name: string, value: unknown): void {
  if (name.endsWith('@odata.bind')) refuse('NotImitated', 'This imitation keeps no lookups.')
  const attribute = systemuserAttributes.get(name)
  if (attribute === undefined) {
    invalid(`The property '${name}' does not exist on type 'Microsoft.Dynamics.CRM.systemuser'.`)
  }
  checkType(attribute, value)
  if (!attribute.isUpdatable) refuse('InvalidUpdate')
  if (!kept.has(name)) refuse('NotImitated', `This imitation does not keep '${name}'.`)
}

function checkType({ type, maxLength }: Attribute, value: unknown): void {
  if (value === null ? !nullable.has(type) : !fits(type, value)) {
    invalid(`Cannot convert the literal '${String(value)}' to the expected type '${type}'.`)
  }
  if (typeof value === 'string' && value.length > (maxLength ?? Infinity)) {
    refuse('StringLengthTooLong')
  }
}

function fits(type: EdmType, value: unknown): boolean {
  switch (type) {
    case 'Edm.Boolean':
      return typeof value === 'boolean'
    case 'Edm.Int32':
    case 'Edm.Int64':
      return Number.isInteger(value)
    case 'Edm.Guid':
      return typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
    case 'Edm.String':
    case 'Edm.DateTimeOffset':
      return typeof value === 'string'
  }
}
