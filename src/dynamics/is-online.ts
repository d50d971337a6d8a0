/** CE docs: "Discover the URL for your organization": the commercial and the sovereign clouds. */
const onlineDomains = [
  '.dynamics.com',
  '.microsoftdynamics.us',
  '.appsplatform.us',
  '.dynamics.cn',
  '.microsoftdynamics.de'
]

/** Online organizations are known by their host: no Web API function tells. */
export function isOnline({ hostname }: URL): boolean {
  return onlineDomains.some(domain => hostname.endsWith(domain))
}
