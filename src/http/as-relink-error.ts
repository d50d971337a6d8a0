import type { FastifyError } from 'fastify'
import { RelinkError, type ErrorCode } from '../errors.ts'
import { routeNotFound } from './unknown-route.ts'
import { validationFaults } from './validation-faults.ts'

/** What anything thrown on the way means to the caller; what we did not foresee is 'internal-error'. */
export function asRelinkError(error: unknown): RelinkError {
  if (error instanceof RelinkError) return error
  if (!(error instanceof Error)) return internalError(error)
  const { validation, validationContext, code } = error as FastifyError
  if (validation && validationContext === 'params') return paramNotFound(validation, error)
  if (validation) return invalid(error, { errors: validationFaults(validation) })
  return fastifyError(code, error)
}

/** An id of the wrong shape names nothing: the same answer as for one that is not in use. */
function paramNotFound(validation: FastifyError['validation'], cause: Error): RelinkError {
  const param = validation?.[0]?.instancePath.slice(1) ?? ''
  const code = notFoundCodes[param]
  if (code === undefined) return invalid(cause, { errors: validationFaults(validation ?? []) })
  return new RelinkError(code, {
    detail: `There is nothing with this ${param}; the lists show which there are.`,
    cause
  })
}

const notFoundCodes: Readonly<Record<string, ErrorCode>> = {
  scanId: 'scan-not-found',
  planId: 'plan-not-found',
  executionId: 'execution-not-found'
}

function invalid(cause: Error, more: { errors: ReturnType<typeof validationFaults> }): RelinkError {
  const detail = `Correct what is listed in errors and send it again: ${more.errors
    .slice(0, 3)
    .map(fault => `${fault.pointer || 'the body'}: ${fault.detail}`)
    .join(' ')}`
  return new RelinkError('invalid-request', { detail, cause, ...more })
}

function fastifyError(fastifyCode: string | undefined, cause: Error): RelinkError {
  if (fastifyCode === 'FST_ERR_MAX_PARAM_LENGTH') return routeNotFound()
  const fault = fastifyFaults[fastifyCode ?? '']
  if (fault === undefined) return internalError(cause)
  return new RelinkError(fault[0], { detail: fault[1], cause })
}

/** The caller's faults that Fastify finds; what is not here is ours. */
const fastifyFaults: Readonly<Record<string, readonly [ErrorCode, detail: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'request-too-large',
    'Send at most 1 MiB at a time; a long list in several parts.'
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported-media-type',
    'Send JSON as content type application/json.'
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid-request', 'The body is not valid JSON; correct it.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'invalid-request',
    'The body is not as long as Content-Length says.'
  ],
  FST_ERR_BAD_URL: ['invalid-request', 'The address is not correctly percent-encoded.'],
  ECONNRESET: ['invalid-request', 'The request broke off before its end.']
}

function internalError(cause: unknown): RelinkError {
  return new RelinkError('internal-error', {
    detail: 'Report it with the correlationId: the log of the service says more.',
    cause
  })
}
