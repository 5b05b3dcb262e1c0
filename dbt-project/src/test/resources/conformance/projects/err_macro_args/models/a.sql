select {{ m(1, 2) }}
