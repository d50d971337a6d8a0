import { Type } from 'typebox'
import { Execution } from '../../model/execution.ts'
import { Id } from '../../model/schema.ts'
import * as examples from '../examples/execute.ts'
import { settleLongWork } from '../long-work.ts'
import { operation } from '../operation.ts'
import { showExecution } from '../show-work.ts'
import type { Routes } from './needs.ts'

const params = Type.Object({ executionId: Id })

export const executionActionRoutes: Routes = (app, { service, baseUrl }) => {
  app.post('/v1/executions/:executionId/pause', pauseExecution, async request => {
    const { caller, params } = request
    return showExecution(baseUrl(request), await service.pauseExecution(caller, params.executionId))
  })

  app.post('/v1/executions/:executionId/resume', resumeExecution, async request => {
    const { caller, params } = request
    return showExecution(
      baseUrl(request),
      await service.resumeExecution(caller, params.executionId)
    )
  })

  app.post('/v1/executions/:executionId/cancel', cancelExecution, async request => {
    const { caller, params } = request
    return showExecution(
      baseUrl(request),
      await service.cancelExecution(caller, params.executionId)
    )
  })

  app.post('/v1/executions/:executionId/rollback', rollbackExecution, async (request, reply) => {
    const { caller, params } = request
    const started = await service.rollbackExecution(caller, params.executionId)
    const { executionId } = started
    reply.header('location', `${baseUrl(request)}/v1/executions/${executionId}`)
    const settled = await settleLongWork(request, reply, started, {
      waitFor: seconds => service.waitFor(executionId, seconds),
      read: () => service.getExecution(executionId)
    })
    return showExecution(baseUrl(request), settled)
  })
}

const pauseExecution = action(
  'pauseExecution',
  'Pause an execution',
  'Users already parked are finished first: until then `stopping` is true. A rehearsal can only be canceled.',
  examples.stoppingExecution
)

const resumeExecution = action(
  'resumeExecution',
  'Go on with a paused execution',
  'Repeated on a running execution it changes nothing.',
  examples.runningExecution
)

const cancelExecution = action(
  'cancelExecution',
  'Stop an execution for good',
  'Users already parked are finished first: until then `stopping` is true.',
  examples.stoppingExecution
)

const rollbackExecution = operation({
  id: 'rollbackExecution',
  method: 'POST',
  tag: 'Execute',
  role: 'executor',
  summary: 'Take an execution back',
  description:
    'A new execution (`mode: rollback`) leads the remapped users back to their old logon names ' +
    'where these still lead to the same accounts, by a plan of its own: its `blocked` says of ' +
    'everybody else why not. With nobody left to lead back it is refused, and `errors` says so.',
  takesPrefer: true,
  params,
  answers: {
    200: {
      description: 'The rollback ended in the time that Prefer gave',
      schema: Execution,
      example: { ...examples.finishedExecution, mode: 'rollback' },
      headers: ['Location', 'Preference-Applied']
    },
    202: {
      description: 'The rollback has begun: poll Location',
      schema: Execution,
      example: examples.rollbackExecution,
      headers: ['Location', 'Retry-After']
    }
  },
  refusals: [
    'execution-not-found',
    'execution-in-progress',
    'not-possible-now',
    'plan-too-large',
    'directory-unavailable',
    'organization-unavailable'
  ]
})

/** What pause, resume and cancel have in common: answered at once, with the execution as it is. */
function action(id: string, summary: string, description: string, example: Execution) {
  return operation({
    id,
    method: 'POST',
    tag: 'Execute',
    role: 'executor',
    summary,
    description,
    params,
    answers: { 200: { description: 'The execution as it is now', schema: Execution, example } },
    refusals: ['execution-not-found', 'not-possible-now', 'execution-in-progress']
  })
}
