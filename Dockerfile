# The service and its database CLI in one image: `node dist/main.js`, `node dist/cli.js migrate`.
# glibc, because compiled packages have no musl builds in the lock file. `npm install` and not `npm ci`:
# the lock file may lack other platforms' binaries.
ARG NODE_IMAGE=node:24-bookworm-slim

# --- compiles with the dev dependencies
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
RUN npm install --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY src ./src
# Executable for the link below: "discord-db-manager migrate" is what the bot's own messages tell to run.
RUN npm run build && chmod +x dist/cli.js

# --- what runs in production needs; without the dev dependency `node` the image's own Node is the only one
FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
RUN npm install --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE} AS production
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="discord-community-bot" \
      org.opencontainers.image.description="A self-hosted Discord bot for web3 communities" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3003
WORKDIR /app
COPY LICENSE package.json ./
COPY --from=dependencies /app/node_modules ./node_modules
# Migrations run uncompiled, beside dist: Node strips their types, and their checksums are of this text.
COPY migrations ./migrations
COPY --from=build /app/dist ./dist
RUN ln -s /app/dist/cli.js /usr/local/bin/discord-db-manager
# The image's user "node", by number, so that Kubernetes can see that it is not root. It owns nothing here.
USER 1000:1000
EXPOSE 3003
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Exec form: Node itself gets SIGTERM, and ends in order.
CMD ["node", "dist/main.js"]
