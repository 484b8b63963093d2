"""The study file: tables, session, migrations, full-text index. The only place that knows SQL."""
