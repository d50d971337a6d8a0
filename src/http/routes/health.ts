import { Readiness } from '../../model/health.ts'
import * as examples from '../examples/rest.ts'
import { operation } from '../operation.ts'
import { Liveness } from '../schemas.ts'
import type { Routes } from './needs.ts'

const tag = 'Health'

export const healthRoutes: Routes = (app, { service, recognise }) => {
  app.get('/health/live', getLiveness, async () => ({ status: 'alive' }))

  app.get('/health/ready', getReadiness, async (request, reply) => {
    const readiness = await service.checkReadiness()
    const isAdmin = (await recognise(request))?.roles.has('admin')
    const connections = isAdmin && { connections: [...(await service.checkConnections())] }
    return reply
      .code(readiness.status === 'ready' ? 200 : 503)
      .send({ ...readiness, ...connections })
  })
}

const getLiveness = operation({
  id: 'getLiveness',
  method: 'GET',
  tag,
  summary: 'Whether the process turns',
  description: 'Asks no dependency.',
  answers: { 200: { description: 'It does', schema: Liveness, example: { status: 'alive' } } }
})

const getReadiness = operation({
  id: 'getReadiness',
  method: 'GET',
  tag,
  summary: 'Whether the service can do its job',
  description:
    'Asks everything it needs. Callers who say that they have the role `admin` also see both ' +
    'connections step by step: what was reached, what the servers offer and what is missing.',
  answers: {
    200: { description: 'Ready', schema: Readiness, example: examples.ready },
    503: { description: 'Not ready: see checks', schema: Readiness, example: examples.unready }
  }
})
