import { connect, isIP } from 'node:net'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import {
  Client,
  PagedResultsControl,
  SearchReference,
  SearchResponse,
  type MessageParser
} from 'ldapts'
import type { CheckedSettings, Credentials, Server } from './check-settings.ts'
import type { Line } from './create-line.ts'

/** A client of ldapts whose first connection is its last. */
export function createClient(server: Server, settings: CheckedSettings, line: Line): Client {
  const client = new Client({
    url: server.url,
    // With `tlsOptions` ldapts speaks TLS at once, on port 389 too: it is for `ldaps://` alone.
    ...(server.security === 'ldaps' && { tlsOptions: tlsOptions(server, settings) }),
    createConnection: ((port: number, host: string) =>
      line.take(() => connect(port, host))) as typeof connect,
    createSecureConnection: ((...args: SecureArguments) =>
      args.length === 1
        ? connectTls(args[0])
        : line.take(() => connectTls(...args))) as typeof connectTls
  })
  readPastEmptyPages(client)
  return client
}

/** Of a new connection, or of one that StartTLS upgrades. */
type SecureArguments = [number, string, ConnectionOptions] | [ConnectionOptions]

/** Encrypts as the settings say, and logs on; without credentials as nobody. */
export async function logOn(
  client: Client,
  server: Server,
  settings: CheckedSettings,
  credentials: Credentials | undefined
): Promise<void> {
  if (server.security === 'startTls') await client.startTLS(tlsOptions(server, settings))
  if (credentials) await client.bind(credentials.dn, credentials.password)
}

/** An IP address is checked against the certificate, too, but is no server name (RFC 6066 3). */
function tlsOptions({ host }: Server, { secureContext }: CheckedSettings): ConnectionOptions {
  return { host, secureContext, ...(isIP(host) === 0 && { servername: host }) }
}

/**
 * A server may send a page without entries and a cookie that says more follow. ldapts 9.2 takes
 * that for the end, and the rest would be missing in silence; a reference without an address
 * makes it go on.
 */
function readPastEmptyPages(client: Client): void {
  const { messageParser } = client as unknown as { messageParser: MessageParser }
  messageParser.prependListener('message', message => {
    if (message instanceof SearchResponse && hasMore(message)) {
      message.searchReferences.push(new SearchReference({ messageId: message.messageId }))
    }
  })
}

function hasMore(response: SearchResponse): boolean {
  const page = response.controls?.find(control => control instanceof PagedResultsControl)
  return (page?.value?.cookie?.length ?? 0) > 0
}
