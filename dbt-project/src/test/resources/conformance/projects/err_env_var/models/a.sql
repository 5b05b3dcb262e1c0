select '{{ env_var('TIDEMILL_NEVER_SET') }}'
