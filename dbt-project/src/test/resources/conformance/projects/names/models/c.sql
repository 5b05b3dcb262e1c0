select '{{ this }}' as t, '{{ this.schema }}' as s, '{{ this.identifier }}' as i, '{{ this.name }}' as n, '{{ this.database }}' as d
