import type { Refusal } from './refusals.ts'

/** What goes back over the socket. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function json(
  status: number,
  content: unknown,
  headers: Readonly<Record<string, string>> = {}
): Answer {
  return {
    status,
    headers: {
      'Content-Type': 'application/json; odata.metadata=minimal',
      'OData-Version': '4.0',
      'Cache-Control': 'no-cache',
      ...headers
    },
    body: JSON.stringify(content)
  }
}

export function noContent(headers: Readonly<Record<string, string>>): Answer {
  return { status: 204, headers: { 'OData-Version': '4.0', ...headers }, body: '' }
}

/** On premises the body still carries `innererror`, stack trace and all (PA docs, same page). */
export function refusalAnswer({ code, status, message }: Refusal): Answer {
  const type =
    'System.ServiceModel.FaultException`1[[Microsoft.Xrm.Sdk.OrganizationServiceFault, Microsoft.Xrm.Sdk, Version=9.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]'
  const stacktrace =
    '   at Microsoft.Crm.Extensibility.OData.CrmODataExecutionContext.Update(CrmODataExecutionContext context)'
  return json(status, { error: { code, message, innererror: { message, type, stacktrace } } })
}

/** What ASP.NET answers before the Web API is asked: another shape, with a capital M. */
export function routingAnswer(status: number, message: string): Answer {
  return json(status, { Message: message })
}

/** IIS answers in HTML, whatever was asked for. */
export function iisAnswer(status: number, subStatus: number, reason: string): Answer {
  const title = `IIS 10.0 Detailed Error - ${status}.${subStatus} - ${reason}`
  return html(
    status,
    `<title>${title}</title></head><body><h3>HTTP Error ${status}.${subStatus} - ${reason}</h3>`
  )
}

/** HTTP.sys, when the application pool is down. */
export function unavailableAnswer(): Answer {
  return html(
    503,
    '<title>Service Unavailable</title></head><body><h2>Service Unavailable</h2><hr><p>HTTP Error 503. The service is unavailable.</p>'
  )
}

function html(status: number, inside: string): Answer {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', Server: 'Microsoft-IIS/10.0' },
    body: `<!DOCTYPE html>\n<html><head>${inside}</body></html>\n`
  }
}
