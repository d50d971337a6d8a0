import { Type, type Static } from 'typebox'
import { choice, component, ref } from './schema.ts'

export const HealthCheck = component('HealthCheck', 'One thing the service needs.', {
  name: choice(['store', 'directory', 'organization', 'work']),
  status: choice(['pass', 'fail']),
  detail: Type.Optional(Type.String())
})
export type HealthCheck = Static<typeof HealthCheck>

export const Readiness = component('Readiness', 'Whether the service can do its job.', {
  status: choice(['ready', 'unready']),
  checks: Type.Array(ref(HealthCheck))
})
export type Readiness = Static<typeof Readiness>
