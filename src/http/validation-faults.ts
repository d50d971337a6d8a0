import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import type { ErrorDetails } from '../errors.ts'

type Fault = NonNullable<ErrorDetails['errors']>[number]

const maxFaults = 100

/** One entry for each fault that Ajv found, in words for people. */
export function validationFaults(errors: readonly FastifySchemaValidationError[]): Fault[] {
  return errors.slice(0, maxFaults).map(toFault)
}

function toFault(error: FastifySchemaValidationError): Fault {
  const field = missingField(error) ?? unknownField(error)
  const pointer =
    field === undefined ? error.instancePath : `${error.instancePath}/${escape(field)}`
  return { pointer, detail: wording(error, field) }
}

function missingField(error: FastifySchemaValidationError): string | undefined {
  return error.keyword === 'required' ? String(error.params['missingProperty']) : undefined
}

function unknownField(error: FastifySchemaValidationError): string | undefined {
  if (error.keyword !== 'additionalProperties') return undefined
  return String(error.params['additionalProperty']).slice(0, 100)
}

/** RFC 6901, section 3. */
function escape(field: string): string {
  return field.replaceAll('~', '~0').replaceAll('/', '~1')
}

function wording({ keyword, params, message }: FastifySchemaValidationError, field = ''): string {
  const limit = String(params['limit'])
  switch (keyword) {
    case 'required':
      return `The field '${field}' is required.`
    case 'additionalProperties':
      return `There is no field '${field}' here; check its spelling.`
    case 'enum':
      return `Must be one of ${(params['allowedValues'] as unknown[]).join(', ')}.`
    case 'type':
      return `Must be of type ${[params['type']].flat().join(' or ')}.`
    case 'format':
      return `Must be a valid ${String(params['format'])}.`
    case 'minItems':
      return `Must have at least ${limit} entries.`
    case 'maxItems':
      return `Must have at most ${limit} entries.`
    case 'minLength':
      return `Must have at least ${limit} characters.`
    case 'maxLength':
      return `Must have at most ${limit} characters.`
    case 'minimum':
      return `Must be at least ${limit}.`
    case 'maximum':
      return `Must be at most ${limit}.`
    case 'uniqueItems':
      return 'Must not have the same entry twice.'
    case 'pattern':
      return `Must match the pattern ${String(params['pattern'])}.`
    default:
      return `Not valid: ${message}.`
  }
}
