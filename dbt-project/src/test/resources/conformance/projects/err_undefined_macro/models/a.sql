select {{ nope() }}
