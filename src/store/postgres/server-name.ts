/** Host, port and database of a `postgres://` URL: what may be said of it in messages. */
export function serverName(databaseUrl: string): string {
  const { host, pathname, searchParams } = new URL(databaseUrl)
  return `${searchParams.get('host') ?? host}${pathname}`
}
