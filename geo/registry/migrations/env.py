"""Alembic's entry: runs the migrations on the connection it is given (geo/registry/store.py)."""

from alembic import context

from geo.registry.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
