// node s3.js FOLDER PORT: an S3 server with one bucket, "bucket".
const S3rver = require('s3rver');
const [directory, port] = process.argv.slice(2);
new S3rver({ address: '127.0.0.1', port: Number(port), directory, silent: true, configureBuckets: [{ name: 'bucket' }] }).run();
