# Two stages: the first installs the locked dependencies, the second carries only what runs.
FROM python:3.13-slim-bookworm AS build
RUN python -m venv /opt/uv && /opt/uv/bin/pip install --no-cache-dir uv
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
COPY pyproject.toml uv.lock ./
RUN /opt/uv/bin/uv sync --frozen --no-dev

FROM python:3.13-slim-bookworm
RUN apt-get update && apt-get install --yes --no-install-recommends \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --no-create-home --shell /usr/sbin/nologin qcdc \
    && install --directory --owner qcdc --group qcdc /data
WORKDIR /app
COPY --from=build /app/.venv /app/.venv
COPY . .
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=qcdc_portal.settings.prod \
    QCDC_DATA_DIR=/data
USER qcdc
VOLUME /data
EXPOSE 8000
# The process lives; whether database, broker and workers answer is /readyz.
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "1", "--respawn-failed-workers", "qcdc_portal.wsgi:application"]
