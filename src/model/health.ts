import { Type, type Static } from 'typebox'
import { choice, component, ref } from './schema.ts'

export const HealthCheck = component('HealthCheck', 'One thing the service needs.', {
  name: choice(['store', 'directory', 'organization', 'work']),
  status: choice(['pass', 'fail']),
  detail: Type.Optional(Type.String())
})
export type HealthCheck = Static<typeof HealthCheck>

/** What a step of the connection check is about. */
export const ConnectionStep = component(
  'ConnectionStep',
  'One step of the connection check. `note` is worth knowing, and nothing to mend.',
  {
    side: choice(['directory', 'organization']),
    name: choice([
      'server',
      'logon',
      'offers',
      'domains',
      'search-bases',
      'deleted-objects',
      'accounts',
      'placeholder-accounts',
      'placeholder-unit',
      'protected-groups',
      'organization',
      'caller',
      'users'
    ]),
    status: choice(['pass', 'fail', 'note']),
    detail: Type.String({ description: 'For people; of what fails it says what to do next' })
  }
)
export type ConnectionStep = Static<typeof ConnectionStep>

export const Readiness = component('Readiness', 'Whether the service can do its job.', {
  status: choice(['ready', 'unready']),
  checks: Type.Array(ref(HealthCheck)),
  connections: Type.Optional(
    Type.Array(ref(ConnectionStep), {
      description: 'For callers with the role admin: both sides, step by step'
    })
  )
})
export type Readiness = Static<typeof Readiness>
