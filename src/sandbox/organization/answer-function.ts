import type { ServedOrganization } from './answer-request.ts'
import { json, type Answer } from './answers.ts'
import { refuse } from './refusals.ts'

/** Unbound functions and the metadata of the entity: what a client asks at its start. */
export function answerFunction(
  organization: ServedOrganization,
  segment: string,
  query: string
): Answer {
  switch (segment) {
    case 'WhoAmI':
    case 'WhoAmI()':
      return whoAmI(organization)
    case 'RetrieveVersion':
    case 'RetrieveVersion()':
      return retrieveVersion(organization)
    case "EntityDefinitions(LogicalName='systemuser')":
      return entityDefinition(organization, query)
    case '$batch':
      return refuse('NotImitated', 'This imitation has no $batch.')
    default:
      return refuse('ResourceNotFound', `Resource not found for the segment '${segment}'.`)
  }
}

function whoAmI({ baseUrl, identity }: ServedOrganization): Answer {
  return json(200, {
    '@odata.context': `${baseUrl}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
    BusinessUnitId: identity.organizationId,
    UserId: identity.callerId,
    OrganizationId: identity.organizationId
  })
}

function retrieveVersion({ baseUrl, identity }: ServedOrganization): Answer {
  return json(200, {
    '@odata.context': `${baseUrl}$metadata#Microsoft.Dynamics.CRM.RetrieveVersionResponse`,
    Version: identity.version
  })
}

function entityDefinition(organization: ServedOrganization, query: string): Answer {
  const definition = new Map<string, string | number | boolean>([
    ['LogicalName', 'systemuser'],
    ['EntitySetName', 'systemusers'],
    ['PrimaryIdAttribute', 'systemuserid'],
    ['PrimaryNameAttribute', 'fullname'],
    ['ObjectTypeCode', 8],
    ['IsOptimisticConcurrencyEnabled', organization.optimisticConcurrency],
    ['ChangeTrackingEnabled', false]
  ])
  const select = readSelect(query) ?? [...definition.keys()]
  const values = select.map(name => [name, definition.get(name) ?? unknownProperty(name)] as const)
  return json(200, {
    '@odata.context': `${organization.baseUrl}$metadata#EntityDefinitions/$entity`,
    ...Object.fromEntries(values)
  })
}

function readSelect(query: string): readonly string[] | undefined {
  return new URLSearchParams(query).get('$select')?.split(',')
}

function unknownProperty(name: string): never {
  refuse(
    'InvalidQuery',
    `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.EntityMetadata'.`
  )
}
