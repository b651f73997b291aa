# The application as one image: web server, worker and commands run from it.
#
#     docker build -t tabled .
#
# It holds no state and no secret. Settings come from the environment (docs/running.md).
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    TABLED_VAR=/srv/tabled/var BIND=0.0.0.0:8000

# What draws PDFs; and pg_dump, of the release that compose.yaml runs.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /srv/tabled --shell /usr/sbin/nologin tabled

WORKDIR /srv/tabled
COPY requirements.txt .
RUN pip install --no-cache-dir --no-input --require-hashes -r requirements.txt

COPY manage.py pyproject.toml ./
COPY config config
COPY forum forum
COPY papers papers
COPY decisions decisions
COPY templates templates
COPY static static
COPY deploy/healthy.py deploy/healthy.py

# The style sheet and the script, named by their content. The key is needed to start, not used.
RUN SECRET_KEY=for-collecting-only python manage.py collectstatic --no-input --skip-checks \
    && find var -name '*.sqlite3*' -delete \
    && chmod -R a+rX .

USER tabled
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "deploy/healthy.py"]
CMD ["gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
