# relink as a container: docker build --tag relink:0.1.0 .
# Node runs the sources, so there is nothing to compile; what is left out is in .dockerignore.

FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The secret is optional: an .npmrc for a registry or a certificate authority of your own.
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc \
    --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --omit=optional --ignore-scripts && mkdir /data

FROM node:24.21.0-bookworm-slim
LABEL org.opencontainers.image.title="relink" \
      org.opencontainers.image.description="Repairs dangling links between Dynamics 365 users and Active Directory accounts" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY src src
COPY --from=dependencies --chown=1000:1000 /data /data
# A number, so that Kubernetes can see that it isn't root (runAsNonRoot).
USER 1000:1000
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`, { signal: AbortSignal.timeout(4000) }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1: signals reach it, and it stops within ten seconds of SIGTERM.
CMD ["node", "src/main.ts"]
