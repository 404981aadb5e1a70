"""The contract with the browser: what each script receives, as frozen dataclasses."""
